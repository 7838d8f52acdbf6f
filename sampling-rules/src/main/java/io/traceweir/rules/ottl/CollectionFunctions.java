// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of lists and maps, and those that take both these and text. */
final class CollectionFunctions {
  static final List<Signature> ALL =
      List.of(
          TypeFunctions.convert("Len(target)", CollectionFunctions::length),
          TypeFunctions.convert("Keys(target)", value -> List.copyOf(Convert.map(value).keys())),
          TypeFunctions.convert("Values(target)", value -> Convert.map(value).values()),
          Signature.of("ContainsValue(target:LIST, item)", CollectionFunctions::contains),
          Signature.of("Coalesce(values:LIST)", CollectionFunctions::coalesce),
          Signature.of("Index(target, value)", CollectionFunctions::index),
          Signature.of("Sort(target, order:TEXT?)", CollectionFunctions::sort),
          Signature.of(
              "SliceToMap(target, keyPath:LIST?, valuePath:LIST?)",
              CollectionFunctions::sliceToMap),
          Signature.of("IsInCIDR(target, networks:LIST)", CollectionFunctions::isInCidr),
          Signature.of(
              "ToKeyValueString(target, delimiter:TEXT?, pairDelimiter:TEXT?, sortOutput:FLAG?)",
              CollectionFunctions::keyValueString));

  private CollectionFunctions() {}

  private static Object length(@Nullable Object value) {
    if (value instanceof String text) {
      return (long) text.getBytes(UTF_8).length;
    }
    if (value instanceof Pairs pairs) {
      return (long) pairs.size();
    }
    if (value instanceof List<?> list) {
      return (long) list.size();
    }
    if (value instanceof byte[] bytes) {
      return (long) bytes.length;
    }
    if (value instanceof Paths.Count count) {
      return (long) count.size();
    }
    throw new EvaluationException("nothing that has a length");
  }

  private static Value contains(Arguments arguments) {
    Value target = arguments.value(0);
    Value item = arguments.value(1);
    return scene -> {
      Object wanted = item.of(scene);
      for (Object value : Convert.list(target.of(scene))) {
        if (Comparison.isEqual(value, wanted)) {
          return true;
        }
      }
      return false;
    };
  }

  private static Value coalesce(Arguments arguments) {
    Value values = arguments.value(0);
    return scene -> {
      for (Object value : Convert.list(values.of(scene))) {
        if (value != null) {
          return value;
        }
      }
      return null;
    };
  }

  private static Value index(Arguments arguments) {
    Value target = arguments.value(0);
    Value wanted = arguments.value(1);
    return scene -> {
      Object in = target.of(scene);
      Object part = wanted.of(scene);
      if (in instanceof String text && part instanceof String wantedText) {
        return TextFunctions.index(text, wantedText);
      }
      List<?> list = Convert.list(in);
      for (int i = 0; i < list.size(); i++) {
        if (Comparison.isEqual(list.get(i), part)) {
          return (long) i;
        }
      }
      return -1L;
    };
  }

  private static Value sort(Arguments arguments) {
    Value target = arguments.value(0);
    boolean ascending =
        switch (arguments.text(1, "asc")) {
          case "asc" -> true;
          case "desc" -> false;
          default -> throw new IllegalArgumentException("the order must be \"asc\" or \"desc\"");
        };
    return scene -> {
      List<@Nullable Object> sorted = new ArrayList<>(Convert.list(target.of(scene)));
      sorted = ofOneType(sorted);
      sorted.sort(orderOf(sorted));
      if (!ascending) {
        Collections.reverse(sorted);
      }
      return sorted;
    };
  }

  /** Lists of mixed types are sorted as text, but whole and other numbers are numbers. */
  private static List<@Nullable Object> ofOneType(List<@Nullable Object> list) {
    boolean numbers = list.stream().allMatch(item -> item instanceof Number);
    boolean texts = list.stream().allMatch(item -> item instanceof String);
    boolean flags = list.stream().allMatch(item -> item instanceof Boolean);
    if (numbers || texts || flags) {
      return list;
    }
    List<@Nullable Object> written = new ArrayList<>();
    list.forEach(item -> written.add(Convert.textLike(item)));
    return written;
  }

  /** What is absent comes first, and then what is no number, as Go has it. */
  private static Comparator<@Nullable Object> orderOf(List<@Nullable Object> list) {
    boolean whole = list.stream().allMatch(item -> item instanceof Long);
    return (a, b) -> {
      if (a == null || b == null) {
        return Boolean.compare(a != null, b != null);
      }
      return !whole && a instanceof Number x && b instanceof Number y
          ? order(x.doubleValue(), y.doubleValue())
          : Comparison.LESS.holds(a, b) ? -1 : Comparison.GREATER.holds(a, b) ? 1 : 0;
    };
  }

  private static int order(double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Boolean.compare(!Double.isNaN(a), !Double.isNaN(b));
    }
    return a < b ? -1 : a > b ? 1 : 0;
  }

  private static Value sliceToMap(Arguments arguments) {
    Value target = arguments.value(0);
    return scene -> {
      Pairs map = new Pairs();
      List<?> list = Convert.list(target.of(scene));
      for (int i = 0; i < list.size(); i++) {
        Object item = list.get(i);
        String key =
            arguments.has(1)
                ? Convert.text(at(item, Convert.list(arguments.value(1).of(scene))))
                : Integer.toString(i);
        map.add(
            key, arguments.has(2) ? at(item, Convert.list(arguments.value(2).of(scene))) : item);
      }
      return map;
    };
  }

  private static @Nullable Object at(@Nullable Object item, List<?> path) {
    Object value = item;
    for (Object key : path) {
      value = Convert.map(value).get(Convert.text(key));
    }
    return value;
  }

  private static Value isInCidr(Arguments arguments) {
    Value target = arguments.value(0);
    Value networks = arguments.value(1);
    return scene -> {
      String address = Convert.text(target.of(scene));
      for (Object network : Convert.list(networks.of(scene))) {
        if (Addresses.contains(Convert.text(network), address)) {
          return true;
        }
      }
      return false;
    };
  }

  private static Value keyValueString(Arguments arguments) {
    Value target = arguments.value(0);
    String delimiter = arguments.text(1, "=");
    String between = arguments.text(2, " ");
    boolean sorted = arguments.flag(3, false);
    if (delimiter.equals(between)) {
      throw new IllegalArgumentException("the two delimiters must differ");
    }
    return scene -> {
      Pairs pairs = Convert.map(target.of(scene));
      List<String> keys = new ArrayList<>(pairs.keys());
      if (sorted) {
        keys.sort(Comparator.naturalOrder());
      }
      List<String> written = new ArrayList<>();
      for (String key : keys) {
        written.add(key + delimiter + Convert.textLike(pairs.get(key)));
      }
      return String.join(between, written);
    };
  }
}
