// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.traceweir.rules.condition.PatternMatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Questions about text, and changes to it. Lengths and places count bytes of UTF-8. */
final class TextFunctions {
  static final List<Signature> ALL =
      List.of(
          Signature.of("IsMatch(target, pattern)", TextFunctions::isMatch),
          Signature.of("HasPrefix(value, prefix)", two((text, prefix) -> text.startsWith(prefix))),
          Signature.of("HasSuffix(value, suffix)", two((text, suffix) -> text.endsWith(suffix))),
          Signature.of(
              "TrimPrefix(value, prefix)",
              two((text, p) -> text.startsWith(p) ? text.substring(p.length()) : text)),
          Signature.of(
              "TrimSuffix(value, suffix)",
              two(
                  (text, s) ->
                      text.endsWith(s) ? text.substring(0, text.length() - s.length()) : text)),
          Signature.of("Trim(target, replacement:TEXT?)", TextFunctions::trim),
          change("ToUpperCase", text -> text.toUpperCase(Locale.ROOT)),
          change("ToLowerCase", text -> text.toLowerCase(Locale.ROOT)),
          change("ToSnakeCase", LetterCase::snake),
          change("ToCamelCase", LetterCase::camel),
          Signature.of("ConvertCase(target, toCase:TEXT)", TextFunctions::convertCase),
          Signature.of("Substring(target, start, length)", TextFunctions::substring),
          Signature.of("Split(target, delimiter:TEXT)", TextFunctions::split),
          Signature.of("Concat(vals:LIST, delimiter:TEXT)", TextFunctions::concat),
          Signature.of("Format(formatString:TEXT, args:LIST)", TextFunctions::format),
          Signature.of("IsValidLuhn(value)", TextFunctions::luhn));

  private TextFunctions() {}

  /** A result of two texts. */
  private interface OfTwo {
    Object of(String first, String second);
  }

  private static Signature.Maker two(OfTwo function) {
    return arguments -> {
      Value first = arguments.value(0);
      Value second = arguments.value(1);
      return scene -> function.of(Convert.text(first.of(scene)), Convert.text(second.of(scene)));
    };
  }

  private static Signature change(String name, UnaryOperator<String> change) {
    return TypeFunctions.convert(name + "(target)", value -> change.apply(Convert.text(value)));
  }

  private static Value isMatch(Arguments arguments) {
    Value target = arguments.value(0);
    if (arguments.isLiteral(1)) {
      if (!(arguments.literal(1) instanceof String expression)) {
        throw new IllegalArgumentException("the pattern must be a string");
      }
      PatternMatch match = PatternMatch.of(expression);
      return scene -> {
        String text = Convert.textLike(target.of(scene));
        return text != null && match.matches(text);
      };
    }
    Value pattern = arguments.value(1);
    return scene -> {
      String text = Convert.textLike(target.of(scene));
      return text != null && dynamic(Convert.text(pattern.of(scene))).matches(text);
    };
  }

  private static PatternMatch dynamic(String expression) {
    try {
      return PatternMatch.of(expression);
    } catch (IllegalArgumentException e) {
      throw new EvaluationException("no regular expression");
    }
  }

  private static Value trim(Arguments arguments) {
    Value target = arguments.value(0);
    String cut = arguments.text(1, " ");
    return scene -> {
      String text = Convert.text(target.of(scene));
      int from = 0;
      int to = text.length();
      while (from < to && cut.indexOf(text.charAt(from)) >= 0) {
        from++;
      }
      while (to > from && cut.indexOf(text.charAt(to - 1)) >= 0) {
        to--;
      }
      return text.substring(from, to);
    };
  }

  private static Value convertCase(Arguments arguments) {
    Value target = arguments.value(0);
    UnaryOperator<String> change =
        switch (arguments.text(1, "")) {
          case "lower" -> text -> text.toLowerCase(Locale.ROOT);
          case "upper" -> text -> text.toUpperCase(Locale.ROOT);
          case "snake" -> LetterCase::snake;
          case "camel" -> LetterCase::camel;
          default ->
              throw new IllegalArgumentException(
                  "the case must be \"lower\", \"upper\", \"snake\" or \"camel\"");
        };
    return scene -> change.apply(Convert.text(target.of(scene)));
  }

  private static Value substring(Arguments arguments) {
    Value target = arguments.value(0);
    Value start = arguments.value(1);
    Value length = arguments.value(2);
    return scene -> {
      byte[] text = Convert.text(target.of(scene)).getBytes(UTF_8);
      long from = Convert.whole(start.of(scene));
      long count = Convert.whole(length.of(scene));
      if (from < 0 || count <= 0 || from > text.length || count > text.length - from) {
        throw new EvaluationException("no such part of the text");
      }
      return new String(text, (int) from, (int) count, UTF_8);
    };
  }

  private static Value split(Arguments arguments) {
    Value target = arguments.value(0);
    String delimiter = arguments.text(1, "");
    return scene -> parts(Convert.text(target.of(scene)), delimiter);
  }

  static List<@Nullable Object> parts(String text, String delimiter) {
    List<@Nullable Object> parts = new ArrayList<>();
    if (delimiter.isEmpty()) {
      text.codePoints().forEach(c -> parts.add(Character.toString(c)));
      return parts;
    }
    int from = 0;
    for (int at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, from)) {
      parts.add(text.substring(from, at));
      from = at + delimiter.length();
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static Value concat(Arguments arguments) {
    Value values = arguments.value(0);
    String delimiter = arguments.text(1, "");
    return scene -> {
      StringBuilder text = new StringBuilder();
      String before = "";
      for (Object value : Convert.list(values.of(scene))) {
        String part = Convert.textLike(value);
        text.append(before).append(part == null ? "<nil>" : part);
        before = delimiter;
      }
      return text.toString();
    };
  }

  private static Value format(Arguments arguments) {
    String format = arguments.text(0, "");
    Value values = arguments.value(1);
    return scene -> GoFormat.of(format, Convert.list(values.of(scene)));
  }

  private static Value luhn(Arguments arguments) {
    Value value = arguments.value(0);
    return scene -> isLuhn(Convert.textLike(value.of(scene)));
  }

  private static boolean isLuhn(@Nullable String text) {
    if (text == null || text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(text.length() - 1 - i) - '0';
      int weighed = i % 2 == 1 ? 2 * digit : digit;
      sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return sum % 10 == 0;
  }

  /** The byte at which a text begins in another, or -1. */
  static long index(String text, String part) {
    byte[] bytes = text.getBytes(UTF_8);
    byte[] wanted = part.getBytes(UTF_8);
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }
}
