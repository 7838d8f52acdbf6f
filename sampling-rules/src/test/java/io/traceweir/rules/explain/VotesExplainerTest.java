// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.traceweir.otlp.Signal;
import io.traceweir.rules.RuleSet;
import io.traceweir.rules.explain.Step.Outcome;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.TraceId;
import io.traceweir.trace.TraceReader;
import io.traceweir.yaml.ProblemsException;
import org.junit.jupiter.api.Test;

class VotesExplainerTest {
  private static final String POLICIES =
      """
      version: 1
      policies:
        - { name: slow, type: latency, latency: { threshold_ms: 500 } }
        - { name: errors, type: status_code, status_code: { status_codes: [ERROR] } }
        - { name: always, type: always_sample }
        - name: shares
          type: composite
          composite:
            max_total_spans_per_second: 100
            composite_sub_policy: [{ name: inner, type: always_sample }]
            rate_allocation: [{ policy: inner, percent: 50 }]
        - name: odd
          type: ottl_condition
          ottl_condition: { error_mode: propagate, span: ['ParseJSON(name)["a"] == 1'] }
        - name: health
          type: drop
          drop:
            drop_sub_policy:
              - { name: p, type: string_attribute, string_attribute: { key: url.path, values: [/health] } }
      """;

  @Test
  void shouldShowEveryVoteAndWhoIsCredited() throws ProblemsException {
    Explanation explanation = explain(Traces.trace("a").root("GET /").error());

    assertThat(explanation.steps())
        .extracting(step -> step.rule().name(), Step::outcome, Step::subPolicy)
        .containsExactly(
            tuple("health", Outcome.NOT_SAMPLED, null),
            tuple("slow", Outcome.NOT_SAMPLED, null),
            tuple("errors", Outcome.SAMPLED, null),
            tuple("always", Outcome.SAMPLED, null),
            tuple("shares", Outcome.SAMPLED, "inner"),
            tuple("odd", Outcome.NO_VOTE, null));
    assertThat(explanation.ruling().rule().name()).isEqualTo("errors");
    assertThat(explanation.isKept()).isTrue();
    assertThat(explanation.steps().stream().filter(explanation::isDecisive))
        .extracting(step -> step.rule().name())
        .containsExactly("errors");
  }

  @Test
  void shouldAskNobodyAfterADrop() throws ProblemsException {
    Explanation explanation =
        explain(Traces.trace("a").root("GET /").error().attribute("url.path", "/health"));

    assertThat(explanation.steps())
        .extracting(Step::outcome)
        .startsWith(Outcome.DROPPED, Outcome.NOT_ASKED)
        .hasSize(6);
    assertThat(explanation.ruling().rule().name()).isEqualTo("health");
    assertThat(explanation.isKept()).isFalse();
  }

  private static Explanation explain(TraceBuilder builder) throws ProblemsException {
    AttributeNames names = new AttributeNames();
    TraceExplainer explainer = TraceExplainer.of(RuleSet.parse("p.yaml", POLICIES), names);
    TraceReader reader = new TraceReader(names, new ResourceCache());
    TraceId id = TraceId.ofHex(builder.traceId());
    reader.begin(id.high(), id.low());
    byte[] spans = builder.request().toByteArray();
    reader.add(Signal.SPANS, spans, 0, spans.length);
    return explainer.explain(reader.finish(), 0);
  }
}
