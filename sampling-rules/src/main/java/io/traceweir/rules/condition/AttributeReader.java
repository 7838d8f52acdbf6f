// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.rules.condition.SlotAttribute.Owner;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.Resource;
import io.traceweir.trace.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an attribute by the first of its names that is present. */
final class AttributeReader {
  private final AttributeNames names;

  AttributeReader(AttributeNames names) {
    this.names = names;
  }

  Term.Attribute ofSpan(List<String> keys) {
    return new SlotAttribute(Owner.SPAN, slots(keys));
  }

  Term.Attribute ofRoot(List<String> keys) {
    return new SlotAttribute(Owner.ROOT, slots(keys));
  }

  Term.Attribute ofEvent(List<String> keys) {
    return new SlotAttribute(Owner.EVENT, slots(keys));
  }

  Term.Attribute ofLog(List<String> keys) {
    return new SlotAttribute(Owner.LOG, slots(keys));
  }

  static SpanTerms.AttributeOf ofResource(List<String> keys) {
    String[] array = keys.toArray(String[]::new);
    return span -> first(span.resource(), array);
  }

  static SpanTerms.AttributeOf ofScope(List<String> keys) {
    String[] array = keys.toArray(String[]::new);
    return span -> first(span.scope(), array);
  }

  static @Nullable Object first(Resource resource, String[] keys) {
    for (String key : keys) {
      Object value = resource.attribute(key);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  static @Nullable Object first(Scope scope, String[] keys) {
    for (String key : keys) {
      Object value = scope.attribute(key);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private int[] slots(List<String> keys) {
    return keys.stream().mapToInt(names::slot).toArray();
  }
}
