// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.QuickSettings;
import io.traceweir.pipeline.ToldLog;
import io.traceweir.rules.RuleSet;
import io.traceweir.rules.Ruling;
import io.traceweir.rules.Shadow;
import io.traceweir.rules.Shadows;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceId;
import io.traceweir.trace.TraceReader;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is tried beside the rules of a task, whatever is wrong with it. */
class ShadowWorkTest {
  private static final String ALONE = "version: 1\nrules: [ { name: rest, keep: 100% } ]\n";

  private static final String ASKING =
      """
      version: 1
      rules:
        - { name: big, when: 'any span(attributes["%s"] > 10)', keep: 100%% }
        - { name: rest, keep: 0%% }
      """;

  private static final Map<String, String> CANDIDATES =
      Map.of("good", ALONE, "bad", ASKING.formatted("size"), "worse", ASKING.formatted("weight"));

  @RegisterExtension final ToldLog told = new ToldLog(ShadowWork.class);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void shouldTellTheFirstFailureOfEachCandidateWithItsCause() {
    RuleSet rules = rules("bad, good, worse");
    AttributeNames many = manyNames();
    Shadows broken = rules.shadows(rules.bind(many), many, 1);

    List<List<Shadow>> tried = tryTwice(rules, new AttributeNames(), broken);

    var good = new Shadow("good", true, "rest");
    assertThat(tried).containsExactly(List.of(good), List.of(good));
    assertThat(failures("bad")).isEqualTo(2);
    assertThat(failures("worse")).isEqualTo(2);
    assertThat(failures("good")).isZero();
    assertThat(told.events())
        .extracting(event -> event.getKeyValuePairs().get(0).value)
        .containsExactly("bad", "worse");
    assertThat(told.events()).allMatch(event -> event.getThrowableProxy() != null);
  }

  @Test
  void shouldTellNothingWhileNothingFails() {
    RuleSet rules = rules("bad, good, worse");
    var names = new AttributeNames();
    Shadows sound = rules.shadows(rules.bind(names), names, 1);

    assertThat(tryTwice(rules, names, sound)).allMatch(shadows -> shadows.size() == 3);
    RuleSet alone = rules("");
    assertThat(tryTwice(alone, names, alone.shadows(alone.bind(names), names, 1)))
        .containsOnly(List.of());
    assertThat(told.events()).isEmpty();
  }

  /** Spans that are read by fewer have no place for what comes behind these. */
  private static AttributeNames manyNames() {
    var names = new AttributeNames();
    IntStream.range(0, 20).forEach(i -> names.slot("attribute" + i));
    return names;
  }

  private static RuleSet rules(String candidates) {
    return QuickSettings.rules(ALONE + "candidates: [ " + candidates + " ]\n", CANDIDATES);
  }

  private List<List<Shadow>> tryTwice(RuleSet rules, AttributeNames names, Shadows shadows) {
    var work = new ShadowWork(shadows, new PipelineMeters(registry));
    Trace trace = trace(names);
    Ruling ruling = rules.bind(names).decide(trace, 0);
    return List.of(work.of(trace, ruling, 0), work.of(trace, ruling, 1));
  }

  private static Trace trace(AttributeNames names) {
    var reader = new TraceReader(names, new ResourceCache());
    TraceBuilder trace = Traces.trace("a").root("GET /");
    byte[] spans = trace.request().toByteArray();
    TraceId id = TraceId.ofHex(trace.traceId());
    reader.begin(id.high(), id.low());
    reader.add(Signal.SPANS, spans, 0, spans.length);
    return reader.finish();
  }

  private double failures(String candidate) {
    return registry.counter("traceweir.shadow.failures", "shadow", candidate).count();
  }
}
