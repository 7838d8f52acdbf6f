// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import io.traceweir.rules.condition.ConditionText;
import io.traceweir.rules.condition.Finding.Example;
import io.traceweir.rules.condition.Finding.Reading;
import io.traceweir.trace.Span;
import io.traceweir.trace.Trace;
import io.traceweir.trace.WantedText;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether an attribute of a span or of its resource is such a value.
 *
 * @param texts when not empty, a span matches that has one of these in its place; the same as
 *     {@code ofSpan}, told without decoding what it has
 * @param ofResource what counts on a resource; spans and resources differ for empty text
 */
record AttributeMatch(
    String key,
    boolean invert,
    List<WantedText> texts,
    Predicate<Object> ofSpan,
    Predicate<Object> ofResource)
    implements Policy {
  AttributeMatch(
      String key, boolean invert, Predicate<Object> ofSpan, Predicate<Object> ofResource) {
    this(key, invert, List.of(), ofSpan, ofResource);
  }

  @Override
  public Voter bind(Binding binding) {
    int slot = binding.names().slot(key);
    return asked -> {
      Trace trace = asked.trace();
      for (int i = 0; i < trace.spanCount(); i++) {
        Span span = trace.span(i);
        if (matchesItself(span, slot) || matches(ofResource, span.resource().sentAttribute(key))) {
          return Vote.sampledIf(!invert);
        }
      }
      return Vote.sampledIf(invert);
    };
  }

  private boolean matchesItself(Span span, int slot) {
    if (texts.isEmpty()) {
      return matches(ofSpan, span.sentAttribute(slot));
    }
    for (WantedText text : texts) {
      if (span.isSentAttribute(slot, text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(Predicate<Object> test, @Nullable Object value) {
    return value != null && test.test(value);
  }

  @Override
  public Look look(Binding binding) {
    int slot = binding.names().slot(key);
    Reading inverted = Reading.of("invert_match", true);
    return asked -> {
      Seen seen = seen(asked.trace(), slot);
      return invert ? seen.and(inverted) : seen;
    };
  }

  /** The first value that matches, or else the first that there is. */
  private Seen seen(Trace trace, int slot) {
    Example first = null;
    int others = -1;
    for (int i = 0; i < trace.spanCount(); i++) {
      Example matching = value(trace.span(i), slot, true);
      if (matching != null) {
        return Seen.of(matching);
      }
      Example any = value(trace.span(i), slot, false);
      others += any == null ? 0 : 1;
      first = first == null ? any : first;
    }
    return first == null ? Seen.onNoSpan(key) : new Seen(List.of(), first, others, List.of());
  }

  /** Of the span, or else of its resource. */
  private @Nullable Example value(Span span, int slot, boolean onlyMatching) {
    Object own = span.sentAttribute(slot);
    if (onlyMatching ? matches(ofSpan, own) : own != null) {
      return example(span, "", own);
    }
    Object shared = span.resource().sentAttribute(key);
    boolean isShown = onlyMatching ? matches(ofResource, shared) : shared != null;
    return isShown ? example(span, "resource.", shared) : null;
  }

  private Example example(Span span, String owner, @Nullable Object value) {
    String field = owner + "attributes[" + ConditionText.quoted(key) + "]";
    return Example.of(span, List.of(Reading.of(field, value)));
  }
}
