// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.yaml;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decoders of the scalar types that configuration and rules are made of, and of lists of them. */
public final class Decoders {

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,18})?) ?%");

  /** Any scalar but nothing: {@code 5}, {@code true} and {@code a word} are taken as written. */
  public static final Decoder<String> STRING = (node, problems) -> text(node, problems, "a string");

  public static final Decoder<Boolean> BOOLEAN =
      scalar(
          "true or false",
          text ->
              switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException(expected("true or false", text));
              });

  /** Go's form, zero or more. */
  public static final Decoder<Duration> DURATION =
      scalar("a duration such as 30s", Decoders::duration);

  public static final Decoder<Long> BYTES = scalar("a size such as 16MiB", ByteSize::parse);

  /** {@code 5%} to 0.05; 0 to 100 percent. */
  public static final Decoder<Double> PERCENTAGE =
      scalar("a percentage such as 5%", Decoders::percentage);

  /** Of the form of a file; there is only one so far. */
  public static final Decoder<Integer> VERSION =
      scalar(
          "the version",
          text -> {
            if (text.equals("1")) {
              return 1;
            }
            throw new IllegalArgumentException(
                "this version of Traceweir reads `version: 1`, found \"" + text + "\"");
          });

  private Decoders() {}

  public static Decoder<Integer> integer(int min, int max) {
    String what = "a whole number from " + min + " to " + max;
    return scalar(
        what,
        text -> {
          try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
              return value;
            }
          } catch (NumberFormatException e) {
            // the same message says it
          }
          throw new IllegalArgumentException(expected(what, text));
        });
  }

  /** Constants by their name in lower case. */
  public static <E extends Enum<E>> Decoder<E> constant(Class<E> type) {
    return constant(type, constant -> constant.name().toLowerCase(Locale.ROOT));
  }

  public static <E extends Enum<E>> Decoder<E> constant(Class<E> type, Function<E, String> name) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    List<String> names = constants.stream().map(name).toList();
    String what = "one of " + String.join(", ", names);
    return scalar(
        what,
        text -> {
          int index = names.indexOf(text);
          if (index < 0) {
            throw new IllegalArgumentException(expected(what, text) + Nearest.hint(text, names));
          }
          return constants.get(index);
        });
  }

  public static <T> Decoder<List<T>> list(Decoder<T> item) {
    return (node, problems) -> {
      if (node instanceof YamlList list) {
        return items(list, item, problems);
      }
      problems.add(node, "expected a list, found " + node.describe());
      return null;
    };
  }

  /** A list, or one item where a list of one is meant. */
  public static <T> Decoder<List<T>> oneOrMore(Decoder<T> item) {
    return (node, problems) -> {
      if (node instanceof YamlList list) {
        return items(list, item, problems);
      }
      T only = item.decode(node, problems);
      return only == null ? null : List.of(only);
    };
  }

  /**
   * A scalar whose text {@code parse} understands, or refuses with the message of an {@link
   * IllegalArgumentException}.
   */
  public static <T> Decoder<T> scalar(String what, Function<String, T> parse) {
    return (node, problems) -> {
      String text = text(node, problems, what);
      if (text == null) {
        return null;
      }
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException e) {
        problems.add(node, String.valueOf(e.getMessage()));
        return null;
      }
    };
  }

  private static <T> @Nullable List<T> items(YamlList list, Decoder<T> item, Problems problems) {
    List<T> items = new ArrayList<>();
    boolean complete = true;
    for (YamlNode node : list.items()) {
      T value = item.decode(node, problems);
      if (value == null) {
        complete = false;
      } else {
        items.add(value);
      }
    }
    return complete ? List.copyOf(items) : null;
  }

  private static @Nullable String text(YamlNode node, Problems problems, String what) {
    if (node instanceof YamlScalar scalar && !scalar.isNull()) {
      return scalar.text();
    }
    problems.add(node, "expected " + what + ", found " + node.describe());
    return null;
  }

  private static Duration duration(String text) {
    Duration duration = GoDuration.parse(text);
    if (duration.isNegative()) {
      throw new IllegalArgumentException(expected("a duration of 0s or more", text));
    }
    return duration;
  }

  private static double percentage(String text) {
    var m = PERCENT.matcher(text);
    if (m.matches()) {
      BigDecimal percent = new BigDecimal(m.group(1));
      if (percent.compareTo(BigDecimal.valueOf(100)) <= 0) {
        return percent.movePointLeft(2).doubleValue();
      }
    }
    throw new IllegalArgumentException(expected("a percentage from 0% to 100%, such as 5%", text));
  }

  private static String expected(String what, String found) {
    return "expected " + what + ", found \"" + found + "\"";
  }
}
