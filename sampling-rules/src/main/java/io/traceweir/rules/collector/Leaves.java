// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.traceweir.rules.condition.PatternMatch;
import io.traceweir.rules.ottl.W3cTraceState;
import io.traceweir.trace.Span;
import io.traceweir.trace.Trace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The policies that look at the spans of a trace and keep nothing in mind. */
final class Leaves {
  private Leaves() {}

  static Policy always() {
    return binding -> asked -> Vote.SAMPLED;
  }

  /** Spans from the first to the {@code min}th and on to the {@code max}th; 0 for no upper end. */
  static Policy spanCount(int min, int max) {
    return binding ->
        asked -> {
          int count = asked.trace().spanCount();
          return Vote.sampledIf(count >= min && (max == 0 || count <= max));
        };
  }

  static Policy statusCodes(Set<StatusCode> codes) {
    return anySpan(span -> codes.stream().anyMatch(code -> code.getNumber() == span.status()));
  }

  static Policy traceFlags() {
    return anySpan(span -> (span.flags() & 1) != 0);
  }

  static Policy traceState(String key, List<String> values) {
    List<String> possible =
        values.stream().filter(v -> !v.isEmpty() && key.length() + v.length() < 256).toList();
    return anySpan(
        span -> {
          String header = possible.isEmpty() ? null : span.traceState();
          Map<String, String> members = header == null ? null : W3cTraceState.parse(header);
          return members != null && possible.contains(members.get(key));
        });
  }

  private static Policy anySpan(Predicate<Span> matches) {
    return binding ->
        asked -> {
          Trace trace = asked.trace();
          for (int i = 0; i < trace.spanCount(); i++) {
            if (matches.test(trace.span(i))) {
              return Vote.SAMPLED;
            }
          }
          return Vote.NOT_SAMPLED;
        };
  }

  /**
   * Whether an attribute of a span or of its resource is such a value.
   *
   * @param ofResource what counts on a resource; spans and resources differ for empty text
   */
  record AttributeMatch(
      String key, boolean invert, Predicate<Object> ofSpan, Predicate<Object> ofResource)
      implements Policy {

    @Override
    public Voter bind(Binding binding) {
      int slot = binding.names().slot(key);
      return asked -> {
        Trace trace = asked.trace();
        for (int i = 0; i < trace.spanCount(); i++) {
          Span span = trace.span(i);
          if (matches(ofSpan, span.sentAttribute(slot))
              || matches(ofResource, span.resource().sentAttribute(key))) {
            return Vote.sampledIf(!invert);
          }
        }
        return Vote.sampledIf(invert);
      };
    }

    private static boolean matches(Predicate<Object> test, @Nullable Object value) {
      return value != null && test.test(value);
    }
  }

  /** A value of another type counts as 0; a bound of 0 is none. */
  static Policy numeric(String key, long min, long max, boolean invert) {
    long from = min == 0 ? Long.MIN_VALUE : min;
    long to = max == 0 ? Long.MAX_VALUE : max;
    Predicate<Object> inRange =
        value -> {
          long number = value instanceof Long whole ? whole : 0;
          return number >= from && number <= to;
        };
    return new AttributeMatch(key, invert, inRange, inRange);
  }

  /** A value of another type counts as false. */
  static Policy bool(String key, boolean wanted, boolean invert) {
    Predicate<Object> isIt = value -> (value instanceof Boolean bool && bool) == wanted;
    return new AttributeMatch(key, invert, isIt, isIt);
  }

  /** A value of another type counts as "", which no span matches. */
  static Policy text(String key, List<String> values, boolean invert) {
    Set<String> wanted = Set.copyOf(values.stream().filter(v -> !v.isEmpty()).toList());
    Predicate<Object> isOne = value -> value instanceof String text && wanted.contains(text);
    return new AttributeMatch(key, invert, isOne, isOne);
  }

  /** The same with expressions that are found anywhere in the text; on a resource also in "". */
  static Policy pattern(String key, List<String> expressions, boolean invert) {
    return binding -> {
      List<PatternMatch> patterns = expressions.stream().map(PatternMatch::of).toList();
      Predicate<Object> ofResource =
          value -> {
            String text = value instanceof String string ? string : "";
            return patterns.stream().anyMatch(pattern -> pattern.matches(text));
          };
      Predicate<Object> ofSpan =
          value -> value instanceof String text && !text.isEmpty() && ofResource.test(text);
      return new AttributeMatch(key, invert, ofSpan, ofResource).bind(binding);
    };
  }
}
