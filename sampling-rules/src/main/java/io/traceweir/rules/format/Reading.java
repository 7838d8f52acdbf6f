// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.format;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Whether something that was written is read as what was meant: the parser itself is asked. */
final class Reading {
  private static final LoadSettings SETTINGS = LoadSettings.builder().build();
  private static final CoreSchema SCHEMA = new CoreSchema();

  private Reading() {}

  /** As a value in a block, of a map and of a list. */
  static boolean isValue(Written written, String text) {
    String body = written.body().stream().map(Reading::indented).collect(Collectors.joining());
    return isRead("k: " + written.head() + "\n" + body + "l: m\n", List.of("k", text, "l", "m"))
        && isRead("- " + written.head() + "\n" + body + "- m\n", List.of(text, "m"));
  }

  /** Between braces and between brackets. */
  static boolean isFlowValue(String written, String text) {
    return isRead("{ k: " + written + ", l: m }", List.of("k", text, "l", "m"))
        && isRead("[" + written + ", m]", List.of(text, "m"));
  }

  static boolean isKey(String written, String text) {
    return isRead(written + ": v", List.of(text, "v"))
        && isRead("{ " + written + ": v }", List.of(text, "v"));
  }

  /** Without quotes it is neither a number, nor true, false or nothing. */
  static boolean isText(String plain) {
    return SCHEMA.getScalarResolver().resolve(plain, true).equals(Tag.STR);
  }

  static String indented(String line) {
    return line.isEmpty() ? "\n" : "  " + line + "\n";
  }

  private static boolean isRead(String yaml, List<String> scalars) {
    try {
      List<String> read =
          StreamSupport.stream(new Parse(SETTINGS).parseString(yaml).spliterator(), false)
              .filter(ScalarEvent.class::isInstance)
              .map(event -> ((ScalarEvent) event).getValue())
              .toList();
      return read.equals(scalars);
    } catch (YamlEngineException e) {
      return false;
    }
  }
}
