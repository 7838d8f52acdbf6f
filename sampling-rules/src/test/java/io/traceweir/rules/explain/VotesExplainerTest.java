// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.traceweir.otlp.Signal;
import io.traceweir.rules.Decider;
import io.traceweir.rules.RuleSet;
import io.traceweir.rules.Ruling;
import io.traceweir.rules.explain.Step.Outcome;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceId;
import io.traceweir.trace.TraceReader;
import io.traceweir.yaml.ProblemsException;
import java.util.Map;
import java.util.TreeMap;
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

  private static final String LIMITS =
      """
      version: 1
      policies:
        - { name: few, type: rate_limiting, rate_limiting: { spans_per_second: 5, burst_capacity: 5 } }
        - name: parts
          type: and
          and:
            and_sub_policy:
              - { name: get, type: ottl_condition, ottl_condition: { span: ['name == "GET /"'] } }
              - { name: r, type: rate_limiting, rate_limiting: { spans_per_second: 3 } }
        - name: shares
          type: composite
          composite:
            max_total_spans_per_second: 10
            composite_sub_policy:
              - name: failed
                type: and
                and:
                  and_sub_policy:
                    - { name: e, type: status_code, status_code: { status_codes: [ERROR] } }
                    - { name: r, type: rate_limiting, rate_limiting: { spans_per_second: 2 } }
              - { name: rest, type: rate_limiting, rate_limiting: { spans_per_second: 8 } }
            rate_allocation: [{ policy: failed, percent: 20 }, { policy: rest, percent: 80 }]
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

  /** Limits in a policy's parts count as if nobody asked why. */
  @Test
  void shouldExplainWhatIsDecidedOfTracesThatLimitsCount() throws ProblemsException {
    RuleSet set = RuleSet.parse("p.yaml", LIMITS);
    AttributeNames names = new AttributeNames();
    Decider decider = set.bind(names);
    TraceExplainer explainer = TraceExplainer.of(set, names);
    Map<String, Integer> credited = new TreeMap<>();
    for (int i = 0; i < 400; i++) {
      TraceBuilder builder = Traces.trace("t" + i).root(i % 3 == 0 ? "GET /" : "PUT /");
      Trace trace = read(i % 7 == 0 ? builder.error() : builder, names);
      Ruling ruling = decider.decide(trace, i * 20L);
      assertThat(explainer.explain(trace, i * 20L).ruling()).isEqualTo(ruling);
      credited.merge(ruling.rule().name(), 1, Integer::sum);
    }
    // each of them decides, and each limit is reached
    assertThat(credited.keySet()).containsExactly("(not sampled)", "few", "parts", "shares");
    assertThat(credited.values()).allMatch(count -> count > 10);
  }

  private static Explanation explain(TraceBuilder builder) throws ProblemsException {
    AttributeNames names = new AttributeNames();
    TraceExplainer explainer = TraceExplainer.of(RuleSet.parse("p.yaml", POLICIES), names);
    return explainer.explain(read(builder, names), 0);
  }

  private static Trace read(TraceBuilder builder, AttributeNames names) {
    TraceReader reader = new TraceReader(names, new ResourceCache());
    TraceId id = TraceId.ofHex(builder.traceId());
    reader.begin(id.high(), id.low());
    byte[] spans = builder.request().toByteArray();
    reader.add(Signal.SPANS, spans, 0, spans.length);
    return reader.finish();
  }
}
