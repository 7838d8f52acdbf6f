// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Go's format verbs for the values that conditions have: {@code %s %v %d %f %g %t %q %x %%}. */
final class GoFormat {
  private static final Pattern VERB = Pattern.compile("%([-+0 ]*)([0-9]{0,3})(\\.[0-9]{1,3})?(.)");

  private GoFormat() {}

  static String of(String format, List<?> arguments) {
    List<Object> left = new ArrayList<>(arguments);
    Matcher verb = VERB.matcher(format);
    StringBuilder text = new StringBuilder();
    int from = 0;
    while (verb.find()) {
      text.append(format, from, verb.start()).append(one(verb, left));
      from = verb.end();
    }
    return text.append(format, from, format.length()).toString();
  }

  private static String one(Matcher verb, List<Object> left) {
    String letter = verb.group(4);
    if (letter.equals("%")) {
      return "%";
    }
    if (left.isEmpty()) {
      return "%!" + letter + "(MISSING)";
    }
    Object argument = left.remove(0);
    String flags = verb.group(1) + verb.group(2);
    String precision = verb.group(3) == null ? "" : verb.group(3);
    return switch (letter) {
      case "s", "v" -> padded(flags, String.valueOf(Convert.textLike(argument)));
      case "q" -> padded(flags, Convert.json(Convert.textLike(argument)));
      case "t" -> padded(flags, String.valueOf(Convert.boolLike(argument)));
      case "d" -> formatted("%" + flags + "d", Convert.wholeLike(argument));
      case "x" -> formatted("%" + flags + "x", Convert.wholeLike(argument));
      case "f", "e", "g" ->
          formatted("%" + flags + precision + letter, Convert.numberLike(argument));
      default -> throw new EvaluationException("an unknown verb in the format");
    };
  }

  private static String padded(String flags, String text) {
    return flags.isEmpty() ? text : formatted("%" + flags + "s", text);
  }

  @SuppressWarnings("AnnotateFormatMethod") // the format is made of what VERB lets through
  private static String formatted(String format, @Nullable Object value) {
    try {
      return String.format(java.util.Locale.ROOT, format, value);
    } catch (java.util.IllegalFormatException e) {
      throw new EvaluationException("a format that does not fit the value");
    }
  }
}
