// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.traceweir.rules.condition.Finding.Example;
import io.traceweir.rules.condition.Finding.Reading;
import io.traceweir.rules.condition.PatternMatch;
import io.traceweir.rules.ottl.W3cTraceState;
import io.traceweir.trace.Span;
import io.traceweir.trace.Trace;
import io.traceweir.trace.WantedText;
import io.traceweir.trace.WantedText.Place;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The policies that look at the spans of a trace and keep nothing in mind. */
final class Leaves {
  private Leaves() {}

  static Policy always() {
    return binding -> asked -> Vote.SAMPLED;
  }

  /** Spans from the first to the {@code min}th and on to the {@code max}th; 0 for no upper end. */
  record SpanCount(int min, int max) implements Policy {

    @Override
    public Voter bind(Binding binding) {
      return asked -> {
        int count = asked.trace().spanCount();
        return Vote.sampledIf(count >= min && (max == 0 || count <= max));
      };
    }

    @Override
    public Look look(Binding binding) {
      return asked -> {
        Reading count = Reading.of("span_count", asked.trace().spanCount());
        Seen seen = Seen.of(count, Reading.of("min_spans", min));
        return max == 0 ? seen : seen.and(Reading.of("max_spans", max));
      };
    }
  }

  static Policy statusCodes(Set<StatusCode> codes) {
    String wanted =
        codes.stream().map(Leaves::word).collect(Collectors.joining(" or ", "the status ", ""));
    return new AnySpan(
        wanted,
        span -> codes.stream().anyMatch(code -> code.getNumber() == span.status()),
        span -> new Reading("status", word(StatusCode.forNumber(span.status()))));
  }

  /** As policies write it. */
  private static String word(StatusCode code) {
    return code.name().substring("STATUS_CODE_".length());
  }

  static Policy traceFlags() {
    return new AnySpan(
        "the flag of sampled traces",
        span -> (span.flags() & 1) != 0,
        span -> new Reading("flags", Integer.toUnsignedString(span.flags())));
  }

  static Policy traceState(String key, List<String> values) {
    List<String> possible = W3cTraceState.possible(key, values);
    return new AnySpan(
        "such a value of " + key + " in trace_state",
        span -> {
          String header = possible.isEmpty() ? null : span.traceState();
          return header != null
              && header.contains(key)
              && possible.contains(W3cTraceState.value(header, key));
        },
        span -> Reading.of("trace_state", span.traceState()));
  }

  /**
   * @param wanted what is looked for, in words
   * @param shown of a span that has it
   */
  private record AnySpan(String wanted, Predicate<Span> matches, Function<Span, Reading> shown)
      implements Policy {

    @Override
    public Voter bind(Binding binding) {
      return asked -> Vote.sampledIf(first(asked.trace()) != null);
    }

    private @Nullable Span first(Trace trace) {
      for (int i = 0; i < trace.spanCount(); i++) {
        if (matches.test(trace.span(i))) {
          return trace.span(i);
        }
      }
      return null;
    }

    @Override
    public Look look(Binding binding) {
      return asked -> {
        Span span = first(asked.trace());
        return span == null
            ? Seen.onNoSpan(wanted)
            : Seen.of(Example.of(span, List.of(shown.apply(span))));
      };
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
    boolean few = wanted.size() <= WantedText.FEW;
    List<WantedText> texts = few ? wanted.stream().map(WantedText::of).toList() : List.of();
    return new AttributeMatch(key, invert, texts, isOne, isOne);
  }

  /** The same with expressions that are found anywhere in the text; on a resource also in "". */
  record Pattern(String key, List<String> expressions, boolean invert) implements Policy {

    @Override
    public Voter bind(Binding binding) {
      return match().bind(binding);
    }

    @Override
    public Look look(Binding binding) {
      return match().look(binding);
    }

    /** Anew each time: what it remembers of texts is for one thread. */
    private AttributeMatch match() {
      List<PatternMatch> patterns = expressions.stream().map(PatternMatch::of).toList();
      Predicate<Object> ofResource =
          value -> {
            String text = value instanceof String string ? string : "";
            return patterns.stream().anyMatch(pattern -> pattern.matches(text));
          };
      Predicate<Object> ofSpan =
          value -> value instanceof String text && !text.isEmpty() && ofResource.test(text);
      return new AttributeMatch(key, invert, plainTexts(), ofSpan, ofResource);
    }

    /** Empty unless these are all there is to find. */
    private List<WantedText> plainTexts() {
      boolean plain =
          expressions.size() <= WantedText.FEW
              && expressions.stream().allMatch(e -> !e.isEmpty() && PatternMatch.isPlain(e));
      return plain
          ? expressions.stream().map(e -> WantedText.of(e, Place.ANYWHERE)).toList()
          : List.of();
    }
  }
}
