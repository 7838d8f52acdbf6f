// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import io.traceweir.rules.condition.Explainer;
import io.traceweir.rules.ottl.EvaluationException;
import io.traceweir.rules.ottl.OttlCondition;
import io.traceweir.rules.ottl.OttlCondition.Asked;
import io.traceweir.rules.ottl.Scene;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.Span;
import io.traceweir.trace.Trace;
import java.util.List;
import java.util.stream.Stream;

/**
 * Any condition true of any span, or of any event of a span.
 *
 * @param propagate a condition without a result takes the vote away; else it just is not true
 */
record OttlPolicy(List<OttlCondition> ofSpan, List<OttlCondition> ofEvent, boolean propagate)
    implements Policy {

  @Override
  public Voter bind(Binding binding) {
    Asked[] spans = bind(ofSpan, binding.names());
    Asked[] events = bind(ofEvent, binding.names());
    Scene scene = new Scene();
    return asked -> {
      Trace trace = asked.trace();
      for (int i = 0; i < trace.spanCount(); i++) {
        Span span = trace.span(i);
        scene.on(trace, span);
        if (any(spans, scene) || (events.length > 0 && anyEvent(events, span, scene))) {
          return Vote.SAMPLED;
        }
      }
      return Vote.NOT_SAMPLED;
    };
  }

  @Override
  public Look look(Binding binding) {
    List<Explainer> conditions =
        Stream.concat(ofSpan.stream(), ofEvent.stream())
            .map(condition -> Explainer.of(condition, binding.names()))
            .toList();
    return asked -> Seen.of(conditions.stream().map(each -> each.explain(asked.trace())).toList());
  }

  private static Asked[] bind(List<OttlCondition> conditions, AttributeNames names) {
    return conditions.stream().map(condition -> condition.bind(names)).toArray(Asked[]::new);
  }

  private boolean anyEvent(Asked[] conditions, Span span, Scene scene) {
    for (int i = 0; i < span.eventCount(); i++) {
      scene.on(span.event(i));
      if (any(conditions, scene)) {
        return true;
      }
    }
    return false;
  }

  private boolean any(Asked[] conditions, Scene scene) {
    for (Asked condition : conditions) {
      try {
        if (condition.holds(scene)) {
          return true;
        }
      } catch (EvaluationException e) {
        if (propagate) {
          throw e;
        }
      }
    }
    return false;
  }
}
