// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in brackets behind a value: a key of a map, a place in a list. */
final class Indexing {
  private Indexing() {}

  static Value of(Value target, List<Value> keys) {
    Value value = target;
    for (Value key : keys) {
      Value inner = value;
      value = scene -> get(inner.of(scene), key.of(scene));
    }
    return value;
  }

  /** Of nothing, nothing is left; of a value that has no parts, there is no result. */
  private static @Nullable Object get(@Nullable Object target, @Nullable Object key) {
    if (target == null) {
      return null;
    }
    if (target instanceof Pairs pairs && key instanceof String name) {
      return pairs.get(name);
    }
    if (target instanceof List<?> list && key instanceof Long place) {
      if (place < 0 || place >= list.size()) {
        throw new EvaluationException("no such place in the list");
      }
      return list.get(place.intValue());
    }
    throw new EvaluationException("a value without such parts");
  }
}
