// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.format;

import io.traceweir.rules.condition.ConditionText;
import io.traceweir.rules.format.Part.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/** Chooses quotes: none where none are needed, single ones before double ones. */
final class ScalarWriter {

  /** What a value is, which says how freely it may be written in another way. */
  enum Meaning {
    CONDITION,
    /** A percentage, or a rate. */
    SHARE,
    /** Its text counts, not its quotes. */
    WORDS,
    /** To a Collector {@code 5} and {@code "5"} are not the same. */
    EXACT
  }

  private ScalarWriter() {}

  static String key(Scalar key) {
    return lines(key.text(), true).stream()
        .filter(written -> Reading.isKey(written, key.text()))
        .findFirst()
        .orElseGet(() -> DoubleQuotes.around(key.text()));
  }

  static String inFlow(Scalar value, Meaning meaning) {
    String text = text(value, meaning);
    if (isNothing(value)) {
      return value.properties();
    }
    String written =
        lines(text, mayBePlain(value, text, meaning)).stream()
            .filter(line -> Reading.isFlowValue(line, text))
            .findFirst()
            .orElseGet(() -> DoubleQuotes.around(text));
    return Written.line(written).behind(value.properties()).head();
  }

  /**
   * Writes a value of a block.
   *
   * @param room characters that are left in the line of its key
   * @param width characters that there are in a line of its own
   */
  static Written inBlock(Scalar value, Meaning meaning, int room, int width) {
    if (isNothing(value)) {
      return Written.line(value.properties());
    }
    String text = text(value, meaning);
    boolean mayBePlain = mayBePlain(value, text, meaning);
    Written line =
        lines(text, mayBePlain).stream()
            .map(Written::line)
            .filter(written -> Reading.isValue(written, text))
            .findFirst()
            .orElseGet(() -> Written.line(DoubleQuotes.around(text)));
    boolean isLong = line.head().length() > room;
    return blocks(value, text, meaning, isLong, width)
        .filter(written -> Reading.isValue(written, text))
        .findFirst()
        .orElse(line)
        .behind(value.properties());
  }

  private static boolean isNothing(Scalar value) {
    return value.isPlain() && value.text().isEmpty();
  }

  private static String text(Scalar value, Meaning meaning) {
    return switch (meaning) {
      case CONDITION -> ConditionText.line(value.text());
      case SHARE -> value.text().replace(" %", "%");
      default -> value.text();
    };
  }

  private static boolean mayBePlain(Scalar value, String text, Meaning meaning) {
    boolean isFree = meaning != Meaning.EXACT && value.properties().isEmpty();
    return value.isPlain() || (isFree && Reading.isText(text));
  }

  private static List<String> lines(String text, boolean mayBePlain) {
    List<String> lines = new ArrayList<>();
    if (!text.contains("\n") && !text.isEmpty() && mayBePlain) {
      lines.add(text);
    }
    if (!text.contains("\n")) {
      lines.add("'" + text.replace("'", "''") + "'");
    }
    return lines;
  }

  private static Stream<Written> blocks(
      Scalar value, String text, Meaning meaning, boolean isLong, int width) {
    if (meaning == Meaning.CONDITION && !text.contains("\n")) {
      List<String> lines = isLong || value.isBlock() ? ConditionText.lines(text, width) : List.of();
      return lines.size() > 1 ? Stream.of(new Written(">-", lines)) : Stream.empty();
    }
    if (text.contains("\n")) {
      Written literal = literal(text);
      return value.style() == ScalarStyle.FOLDED
          ? Stream.of(folded(text, width), literal)
          : Stream.of(literal);
    }
    boolean mayBeBlock = meaning != Meaning.EXACT || value.isBlock();
    return isLong && mayBeBlock ? Stream.of(folded(text, width)) : Stream.empty();
  }

  private static Written literal(String text) {
    boolean ends = text.endsWith("\n");
    String body = ends ? text.substring(0, text.length() - 1) : text;
    return new Written(ends ? "|" : "|-", List.of(body.split("\n", -1)));
  }

  private static Written folded(String text, int width) {
    boolean ends = text.endsWith("\n");
    List<String> lines = new ArrayList<>();
    for (String paragraph : (ends ? text.substring(0, text.length() - 1) : text).split("\n", -1)) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      wrap(paragraph, width, lines);
    }
    return new Written(ends ? ">" : ">-", lines);
  }

  private static void wrap(String paragraph, int width, List<String> lines) {
    StringBuilder line = new StringBuilder();
    for (String word : paragraph.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      } else if (!line.isEmpty()) {
        line.append(' ');
      }
      line.append(word);
    }
    lines.add(line.toString());
  }
}
