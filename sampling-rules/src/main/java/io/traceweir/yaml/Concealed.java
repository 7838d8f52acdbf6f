// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.yaml;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A scalar with something substituted, which may be a secret: problems show it as written.
 *
 * @param values what came in from outside
 */
record Concealed(YamlScalar scalar, String written, List<String> values) {

  /** Shorter values are ordinary words by chance, where a message is about something else. */
  private static final int MIN_ELSEWHERE = 8;

  private static final Pattern WORD_BREAK = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int MIN_WORD = 3;

  Concealed {
    values = List.copyOf(values);
  }

  Problem apply(Problem problem) {
    String message = problem.message();
    for (String value : values) {
      if (value.length() >= MIN_ELSEWHERE) {
        message = message.replace(value, written);
      }
    }
    if (scalar.contains(problem.position())) {
      message = message.replace("\"" + scalar.text() + "\"", "\"" + written + "\"");
      if (showsAPart(message.replace(written, ""))) {
        message = "the value of \"" + written + "\" is not what is expected here";
      }
    }
    return new Problem(problem.file(), problem.line(), problem.column(), message);
  }

  /** Messages about conditions quote single words of them. */
  private boolean showsAPart(String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    return values.stream()
        .flatMap(WORD_BREAK::splitAsStream)
        .anyMatch(
            word -> word.length() >= MIN_WORD && lower.contains(word.toLowerCase(Locale.ROOT)));
  }
}
