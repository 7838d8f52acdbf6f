// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.rules.RuleSet;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is tried beside the rules is told, and changes nothing. */
class ShadowTopologyTest {
  private static final String ALONE =
      """
      version: 1
      rules:
        - { name: errors, when: trace.error, keep: 100%, late_upgrade: true }
        - { name: half, when: trace.duration >= 1s, keep: 50% }
        - { name: rest, keep: 10% }
      """;

  private static final String TRYING =
      """
      version: 1
      candidates: [ next.yaml, collector.yaml ]
      rules:
        - { name: errors, when: trace.error, keep: 100%, late_upgrade: true, shadow: { keep: 0% } }
        - { name: half, when: trace.duration >= 1s, keep: 50%, shadow: { keep: 100% } }
        - { name: rest, keep: 10% }
      """;

  private static final Map<String, String> CANDIDATES =
      Map.of(
          "next.yaml",
          """
          version: 1
          rules:
            - { name: big, when: 'any span(attributes["size"] > 10)', keep: 100%, late_upgrade: true }
            - { name: none, keep: 0% }
          """,
          "collector.yaml",
          """
          version: 1
          policies:
            - name: some
              type: probabilistic
              probabilistic: { sampling_percentage: 50 }
            - name: few
              type: rate_limiting
              rate_limiting: { spans_per_second: 3 }
          """);

  @TempDir Path stateDir;

  private PipelineDriver start(Partitioning partitioning, RuleSet rules) {
    PipelineSettings quick = QuickSettings.of("unused:9092", stateDir, partitioning);
    return new PipelineDriver(QuickSettings.withRules(quick, rules));
  }

  private static RuleSet trying() {
    return QuickSettings.rules(TRYING, CANDIDATES);
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldTellOfEveryDecisionWhatWouldHaveBecomeOfTheTrace(Partitioning partitioning) {
    TraceBuilder failed = Traces.trace("a").root("GET /").service("shop").error();
    TraceBuilder big = Traces.trace("b").root("GET /").service("shop").attribute("size", 11);
    try (var pipeline = start(partitioning, trying())) {
      pipeline.clock(0);
      pipeline.send(failed, 0);
      pipeline.send(big, 0);
      pipeline.clock(2_000);

      assertThat(pipeline.say(failed, "rule")).isEqualTo("errors");
      assertThat(pipeline.say(failed, "shadow.errors")).isEqualTo("dropped");
      assertThat(pipeline.say(failed, "shadow.next")).isEqualTo("dropped");
      assertThat(pipeline.say(failed, "shadow.next.rule")).isEqualTo("none");
      assertThat(pipeline.say(big, "shadow.next")).isEqualTo("kept");
      assertThat(pipeline.say(big, "shadow.next.rule")).isEqualTo("big");
      assertThat(pipeline.say(big, "shadow.collector")).isEqualTo("kept");
      assertThat(pipeline.say(big, "shadow.collector.rule")).isIn("some", "few");
      assertThat(decision(pipeline, big).getAttributesList())
          .extracting(KeyValue::getKey)
          .doesNotContain("traceweir.shadow.errors", "traceweir.shadow.half");
      assertThat(counted(pipeline, "traces", "errors", "dropped", "kept")).isEqualTo(1);
      assertThat(counted(pipeline, "spans", "next", "dropped", "kept")).isEqualTo(1);
      assertThat(
              pipeline.meters.get("traceweir.shadow.rules").tag("shadow", "next").gauge().value())
          .isEqualTo(2);
    }
  }

  private static LogRecord decision(PipelineDriver pipeline, TraceBuilder trace) {
    return Objects.requireNonNull(pipeline.decisions().get(trace.traceId()));
  }

  private static double counted(
      PipelineDriver pipeline, String what, String shadow, String outcome, String decided) {
    return pipeline
        .meters
        .get("traceweir.shadow." + what)
        .tags("shadow", shadow, "outcome", outcome, "decided", decided)
        .counter()
        .count();
  }

  /** Random traffic, late parts and traces that come back: all that leaves is the same. */
  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldChangeNothingOfWhatIsKept(Partitioning partitioning) {
    long seed = new Random().nextLong();
    List<String> alone = outputs(partitioning, QuickSettings.rules(ALONE), seed);
    List<String> beside = outputs(partitioning, trying(), seed);

    assertThat(beside).as("seed %d", seed).isEqualTo(alone);
    assertThat(alone).hasSizeGreaterThan(20).anyMatch(line -> line.startsWith("upgrade "));
  }

  private List<String> outputs(Partitioning partitioning, RuleSet rules, long seed) {
    Random random = new Random(seed);
    try (var pipeline = start(partitioning, rules)) {
      pipeline.clock(0);
      for (int i = 0; i < 60; i++) {
        pipeline.send(trace(i, random), i * 50L);
      }
      pipeline.clock(5_000);
      for (int i = 0; i < 60; i += 3) {
        pipeline.send(
            Traces.trace("t" + i).orphan("late").service("shop").spanId("00000000000000aa").error(),
            5_000);
        pipeline.clock(5_000 + i * 400L);
        pipeline.recall();
      }
      pipeline.clock(40_000);
      List<String> all = new ArrayList<>();
      for (String topic : List.of("otlp_spans_kept", "otlp_logs_kept", "otlp_metrics_spans")) {
        pipeline.records(topic).forEach(record -> all.add(topic + " " + line(record)));
      }
      pipeline.upgrades().forEach(event -> all.add("upgrade " + event));
      return all;
    }
  }

  private static TraceBuilder trace(int i, Random random) {
    TraceBuilder trace = Traces.trace("t" + i).root("GET /").service("shop");
    if (random.nextInt(3) == 0) {
      trace.lasting(Duration.ofSeconds(1));
    }
    trace.child("db").attribute("size", random.nextInt(20));
    return random.nextInt(5) == 0 ? trace.error() : trace;
  }

  private static String line(TestRecord<byte[], byte[]> record) {
    return Arrays.toString(record.key())
        + record.headers()
        + record.timestamp()
        + Arrays.toString(record.value());
  }

  @Test
  void shouldTryOtherCandidatesAfterAReload() {
    PipelineSettings settings =
        QuickSettings.withRules(
            QuickSettings.of("unused:9092", stateDir, Partitioning.ANY),
            QuickSettings.rules(ALONE));
    TraceBuilder before = Traces.trace("a").root("GET /").service("shop");
    TraceBuilder after = Traces.trace("b").root("GET /").service("shop").attribute("size", 11);
    try (var pipeline = new PipelineDriver(settings)) {
      pipeline.clock(0);
      pipeline.send(before, 0);
      pipeline.clock(2_000);
      settings.sampling().live().load(trying(), Instant.EPOCH);
      pipeline.send(after, 2_000);
      pipeline.clock(4_000);

      assertThat(decision(pipeline, before).getAttributesList())
          .extracting(KeyValue::getKey)
          .noneMatch(key -> key.startsWith("traceweir.shadow"));
      assertThat(pipeline.say(after, "shadow.next")).isEqualTo("kept");
      assertThat(pipeline.say(after, "rules_hash")).isEqualTo(pipeline.say(before, "rules_hash"));
      assertThat(pipeline.meters.find("traceweir.shadow.rules").gauges()).hasSize(2);
    }
  }
}
