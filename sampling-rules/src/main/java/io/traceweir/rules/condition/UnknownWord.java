// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.yaml.Nearest;
import java.util.List;

/** Says of a word without quotes what was probably meant. */
final class UnknownWord {
  private UnknownWord() {}

  static String message(String word, Type type, List<String> known) {
    String unknown = "unknown " + noun(type) + " `" + Shown.cut(word) + "`";
    return Nearest.of(word, known)
        .map(near -> unknown + ", did you mean `" + near + "`?")
        .orElseGet(() -> unknown + "; expected one of " + String.join(", ", known));
  }

  /** Beside a text, or an attribute: quotes are missing. */
  static String unquoted(String word) {
    return "unknown field `"
        + Shown.cut(word)
        + "`; a text is written in double quotes: `"
        + Shown.text(word)
        + "`";
  }

  /** Beside nothing that explains it. */
  static String alone(String word, Subject subject, String message) {
    List<Type> types = Words.typesOf(word);
    if (types.isEmpty() || subject == Subject.TRACE) {
      return message;
    }
    Type type = types.get(0);
    return "`" + word + "` is a " + noun(type) + "; write `" + noun(type) + " == " + word + "`";
  }

  static String noun(Type type) {
    return switch (type) {
      case KIND -> "kind";
      case STATUS -> "status";
      default -> "severity";
    };
  }
}
