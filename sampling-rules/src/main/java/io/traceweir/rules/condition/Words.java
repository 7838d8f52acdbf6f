// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The words of span kinds, statuses and severities, and the OTLP numbers they stand for. */
final class Words {
  private static final List<String> KINDS =
      List.of("unspecified", "internal", "server", "client", "producer", "consumer");
  private static final List<String> STATUSES = List.of("unset", "ok", "error");
  private static final List<String> SEVERITIES =
      List.of("trace", "debug", "info", "warn", "error", "fatal");

  private Words() {}

  /** A severity word without a digit means four numbers: `WARN` is 13 to 16. */
  record Range(long low, long high) {}

  static @Nullable Range of(Type type, String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return switch (type) {
      case KIND -> exact(KINDS, withoutPrefix(lower, "span_kind_"));
      case STATUS -> exact(STATUSES, withoutPrefix(lower, "status_code_"));
      case SEVERITY -> severity(lower);
      default -> null;
    };
  }

  static List<String> known(Type type) {
    return switch (type) {
      case KIND -> KINDS;
      case STATUS -> STATUSES;
      case SEVERITY -> SEVERITIES.stream().map(word -> word.toUpperCase(Locale.ROOT)).toList();
      default -> List.of();
    };
  }

  /** The short word of a number, or the number itself where it has none. */
  static String shown(Type type, long number) {
    List<String> words = type == Type.KIND ? KINDS : type == Type.STATUS ? STATUSES : List.of();
    return number >= 0 && number < words.size() ? words.get((int) number) : Long.toString(number);
  }

  /** {@code ERROR2} for 18; the number itself where it has no word. */
  static String severity(long number) {
    if (number < 1 || number > 4L * SEVERITIES.size()) {
      return number == 0 ? "unspecified" : Long.toString(number);
    }
    String word = SEVERITIES.get((int) (number - 1) / 4).toUpperCase(Locale.ROOT);
    return (number - 1) % 4 == 0 ? word : word + ((number - 1) % 4 + 1);
  }

  /** Types that know this word, to tell a word without its field from an unknown field. */
  static List<Type> typesOf(String word) {
    List<Type> types = new ArrayList<>();
    for (Type type : List.of(Type.STATUS, Type.KIND, Type.SEVERITY)) {
      if (of(type, word) != null) {
        types.add(type);
      }
    }
    return types;
  }

  private static String withoutPrefix(String word, String prefix) {
    return word.startsWith(prefix) ? word.substring(prefix.length()) : word;
  }

  private static @Nullable Range exact(List<String> words, String word) {
    int index = words.indexOf(word);
    return index < 0 ? null : new Range(index, index);
  }

  /** OTLP: TRACE is 1, TRACE2 to TRACE4 follow, DEBUG is 5, and so on to FATAL4 at 24. */
  private static @Nullable Range severity(String lower) {
    String word = withoutPrefix(lower, "severity_number_");
    if (word.equals("unspecified")) {
      return new Range(0, 0);
    }
    char last = word.isEmpty() ? ' ' : word.charAt(word.length() - 1);
    boolean numbered = last >= '2' && last <= '4';
    int index = SEVERITIES.indexOf(numbered ? word.substring(0, word.length() - 1) : word);
    if (index < 0) {
      return null;
    }
    long low = 4L * index + 1;
    if (numbered) {
      return new Range(low + last - '1', low + last - '1');
    }
    return word.length() == lower.length() ? new Range(low, low + 3) : new Range(low, low);
  }
}
