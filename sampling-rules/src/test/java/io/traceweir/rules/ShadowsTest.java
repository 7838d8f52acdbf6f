// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import static io.traceweir.testkit.Traces.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.otlp.Signal;
import io.traceweir.rules.condition.TraceFilters;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceId;
import io.traceweir.trace.TraceReader;
import io.traceweir.yaml.ProblemsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShadowsTest {
  private static final String LIVE =
      """
      version: 1
      candidates: [ %s ]
      rules:
        - { name: errors, when: trace.error, keep: 100%%, shadow: { keep: 0%% } }
        - { name: shop, when: 'root.attributes["tenant"] == "shop"', keep: 0%%, shadow: { keep: 100%% } }
        - { name: rest, keep: 100%% }
      """;

  private static final Map<String, String> FILES =
      Map.of(
          "next.yaml",
          """
          version: 1
          rules:
            - { name: big, when: 'any span(attributes["size"] > 10)', keep: 100%, shadow: { keep: 1% } }
            - { name: rest, keep: 0% }
          """,
          "limited.yaml",
          """
          version: 1
          policies:
            - name: few
              type: rate_limiting
              rate_limiting: { spans_per_second: 1 }
          """);

  private static OtherFiles files() {
    return name -> new OtherFiles.Text(name, FILES.getOrDefault(name, ""));
  }

  /** Rules and what is tried beside them, with what reads traces for both. */
  private static final class Trial {
    final AttributeNames names = new AttributeNames();
    final Decider decider;
    final Shadows shadows;
    final TraceReader reader;

    Trial(String candidates) throws ProblemsException {
      RuleSet set = RuleSet.parse("rules.yaml", LIVE.formatted(candidates), files());
      decider = set.bind(names, 1);
      shadows = set.shadows(decider, names, 1);
      reader = new TraceReader(names, new ResourceCache());
    }

    List<Shadow> of(TraceBuilder builder) {
      Trace trace = read(builder);
      return shadows.of(trace, decider.decide(trace, 0), 0, (name, why) -> {});
    }

    Trace read(TraceBuilder builder) {
      TraceId id = TraceId.ofHex(builder.traceId());
      reader.begin(id.high(), id.low());
      byte[] spans = builder.request().toByteArray();
      reader.add(Signal.SPANS, spans, 0, spans.length);
      return reader.finish();
    }
  }

  @Test
  void shouldTryTheOtherShareOfTheRuleThatTakesTheTrace() throws ProblemsException {
    Trial trial = new Trial("");

    assertThat(trial.of(trace("a").root("GET /").error()))
        .containsExactly(new Shadow("errors", false, null));
    assertThat(trial.of(trace("b").root("GET /").attribute("tenant", "shop")))
        .containsExactly(new Shadow("shop", true, null));
    assertThat(trial.of(trace("c").root("GET /"))).isEmpty();
  }

  @Test
  void shouldLeaveOutACandidateThatFails() throws ProblemsException {
    Trial trial = new Trial("");
    Decider failing =
        new Decider(
            (trace, clockMillis) -> {
              throw new IllegalStateException("a defect");
            },
            new LateRules(List.of()),
            new TraceFilters(new AttributeNames()));
    Trace trace = trial.read(trace("a").root("GET /"));
    List<String> failed = new ArrayList<>();

    assertThat(
            new Shadows(new Shadows.Tried("bad", failing), new Shadows.Tried("good", trial.decider))
                .of(
                    trace,
                    trial.decider.decide(trace, 0),
                    0,
                    (name, why) -> failed.add(name + ": " + why.getMessage())))
        .extracting(Shadow::name)
        .containsExactly("good");
    assertThat(failed).containsExactly("bad: a defect");
  }

  @Test
  void shouldSayWhichRuleOfACandidateTakesTheTrace() throws ProblemsException {
    Trial trial = new Trial("next.yaml");

    assertThat(trial.of(trace("a").root("GET /").attribute("size", 11)))
        .containsExactly(new Shadow("next", true, "big"));
    assertThat(trial.of(trace("b").root("GET /").attribute("size", 10)))
        .containsExactly(new Shadow("next", false, "rest"));
  }

  @Test
  void shouldTryPoliciesWithLimitsOfTheirOwn() throws ProblemsException {
    Trial trial = new Trial("limited.yaml");

    assertThat(trial.of(trace("a").root("GET /")))
        .containsExactly(new Shadow("limited", true, "few"));
    assertThat(trial.of(trace("b").root("GET /")))
        .containsExactly(new Shadow("limited", true, "few"));
    assertThat(trial.of(trace("c").root("GET /")))
        .containsExactly(new Shadow("limited", false, "(not sampled)"));
  }

  @Test
  void shouldReadAttributesOnceForAll() throws ProblemsException {
    AttributeNames alone = new AttributeNames();
    RuleSet.parse("rules.yaml", LIVE.formatted("")).bind(alone);
    Trial trial = new Trial("next.yaml");

    assertThat(trial.names.size()).isEqualTo(alone.size() + 2); // "size", and the reader's own
    assertThat(trial.names.slot("tenant")).isEqualTo(alone.slot("tenant"));
  }

  @Test
  void shouldBeEmptyWhenNothingIsTried() throws ProblemsException {
    RuleSet set = RuleSet.parse("r", "{ version: 1, rules: [ { name: rest, keep: 5% } ] }");

    var names = new AttributeNames();
    assertThat(set.shadows(set.bind(names), names, 1).isEmpty()).isTrue();
    assertThat(new Trial("").shadows.isEmpty()).isFalse();
  }
}
