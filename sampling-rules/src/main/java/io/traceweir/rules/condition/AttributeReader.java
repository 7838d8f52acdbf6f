// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.LogRecord;
import io.traceweir.trace.Resource;
import io.traceweir.trace.Scope;
import io.traceweir.trace.SpanEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an attribute by the first of its names that is present. */
final class AttributeReader {
  private final AttributeNames names;

  AttributeReader(AttributeNames names) {
    this.names = names;
  }

  SpanTerms.AttributeOf ofSpan(List<String> keys) {
    int[] slots = slots(keys);
    if (slots.length == 1) {
      int only = slots[0];
      return span -> span.attribute(only);
    }
    return span -> {
      for (int slot : slots) {
        Object value = span.attribute(slot);
        if (value != null) {
          return value;
        }
      }
      return null;
    };
  }

  Term.Attribute ofEvent(List<String> keys) {
    int[] slots = slots(keys);
    return focus -> first(focus.event, slots);
  }

  private static @Nullable Object first(SpanEvent event, int[] slots) {
    for (int slot : slots) {
      Object value = event.attribute(slot);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  Term.Attribute ofLog(List<String> keys) {
    int[] slots = slots(keys);
    return focus -> first(focus.log, slots);
  }

  private static @Nullable Object first(LogRecord log, int[] slots) {
    for (int slot : slots) {
      Object value = log.attribute(slot);
      if (value != null) {
        return value;
      }
    }
    return null;
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
