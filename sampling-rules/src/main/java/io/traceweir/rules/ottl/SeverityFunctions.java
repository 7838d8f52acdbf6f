// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The level that a text or number stands for. Where several fit, a Collector takes any; here it is
 * the first that is written.
 */
final class SeverityFunctions {
  static final List<Signature> ALL =
      List.of(Signature.of("ParseSeverity(target, severityMapping)", SeverityFunctions::severity));

  private SeverityFunctions() {}

  /** Texts that are equal, or numbers from one to another. */
  private record Criterion(List<String> texts, boolean hasRange, long min, long max) {

    boolean fits(@Nullable Object value) {
      if (value instanceof String text) {
        return texts.contains(text);
      }
      if (value instanceof Long number) {
        return hasRange && number >= min && number <= max;
      }
      throw new EvaluationException("neither text nor whole number");
    }
  }

  /** A mapping that is wrong is noticed when it is asked, as in a Collector. */
  private static Value severity(Arguments arguments) {
    Value target = arguments.value(0);
    Map<String, List<Criterion>> levels;
    try {
      levels = levels(arguments.literal(1));
    } catch (EvaluationException e) {
      return scene -> {
        throw e;
      };
    }
    return scene -> {
      Object value = target.of(scene);
      for (Map.Entry<String, List<Criterion>> level : levels.entrySet()) {
        if (level.getValue().stream().anyMatch(criterion -> criterion.fits(value))) {
          return level.getKey();
        }
      }
      throw new EvaluationException("no level that fits");
    };
  }

  private static Map<String, List<Criterion>> levels(@Nullable Object mapping) {
    Map<String, List<Criterion>> levels = new LinkedHashMap<>();
    Pairs pairs = Convert.map(mapping);
    for (String level : pairs.keys()) {
      List<Criterion> criteria = new ArrayList<>();
      for (Object criterion : Convert.list(pairs.get(level))) {
        criteria.add(criterion(Convert.map(criterion)));
      }
      levels.put(level, criteria);
    }
    return levels;
  }

  private static Criterion criterion(Pairs pairs) {
    List<String> texts = new ArrayList<>();
    if (pairs.keys().contains("equals")) {
      Convert.list(pairs.get("equals")).forEach(text -> texts.add(Convert.text(text)));
    }
    if (!pairs.keys().contains("range")) {
      return new Criterion(texts, false, 0, 0);
    }
    Object range = pairs.get("range");
    if (range instanceof String name) {
      if (!name.matches("[2-5]xx")) {
        throw new EvaluationException("no range that is known");
      }
      long first = 100L * (name.charAt(0) - '0');
      return new Criterion(texts, true, first, first + 99);
    }
    Pairs bounds = Convert.map(range);
    return new Criterion(
        texts, true, Convert.whole(bounds.get("min")), Convert.whole(bounds.get("max")));
  }
}
