// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.pipeline.recall.Recalled;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What came too late for its trace brings the whole of it back. */
class UpgradeTopologyTest {
  private static final String RULES =
      """
      version: 1
      rules:
        - { name: health, when: root.name == "health", keep: 0% }
        - name: errors
          when: trace.error and root.service == "shop"
          keep: 100%
          late_upgrade: { max_per_second: 2 }
        - { name: rest, keep: 0% }
      """;

  @TempDir Path stateDir;

  private PipelineDriver start(Partitioning partitioning) {
    PipelineSettings quick = QuickSettings.of("unused:9092", stateDir, partitioning);
    return new PipelineDriver(QuickSettings.withRules(quick, RULES));
  }

  private static TraceBuilder early(String seed) {
    return Traces.trace(seed)
        .root("GET /")
        .service("shop")
        .child("db")
        .log(SeverityNumber.SEVERITY_NUMBER_INFO, "early");
  }

  private static TraceBuilder late(String seed) {
    return Traces.trace(seed).orphan("payment").service("shop").spanId("00000000000000aa").error();
  }

  private static TraceBuilder mail(String seed) {
    return Traces.trace(seed).orphan("mail").service("shop").spanId("00000000000000ab");
  }

  /** A trace is decided, and a second later there is more of it. */
  private static void dropAndSend(PipelineDriver pipeline, TraceBuilder early, TraceBuilder more) {
    pipeline.clock(0);
    pipeline.send(early, 0);
    pipeline.clock(10_000);
    assertThat(pipeline.say(early, "outcome")).isEqualTo("dropped");
    pipeline.send(more, 10_000);
    pipeline.clock(11_000);
  }

  private static void bringBack(PipelineDriver pipeline) {
    pipeline.recall();
    pipeline.wall(1_000);
  }

  private static void verifyKept(PipelineDriver pipeline, String... names) {
    assertThat(pipeline.keptSpans()).extracting(Span::getName).containsExactlyInAnyOrder(names);
  }

  private static double count(PipelineDriver pipeline, String result) {
    return pipeline.meters.get("traceweir.upgrades").tag("result", result).counter().count();
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldBringTheWholeTraceBackWhenAnErrorComesLate(Partitioning partitioning)
      throws Exception {
    try (PipelineDriver pipeline = start(partitioning)) {
      dropAndSend(pipeline, early("a"), late("a"));
      assertThat(pipeline.keptSpans()).isEmpty();

      bringBack(pipeline);

      verifyKept(pipeline, "GET /", "db", "payment");
      assertThat(pipeline.keptSpans()).allMatch(s -> s.getTraceState().isEmpty());
      assertThat(pipeline.keptLogs())
          .extracting(l -> l.getBody().getStringValue())
          .containsExactly("early");
      assertThat(pipeline.decisions()).hasSize(1);
      assertThat(pipeline.say(early("a"), "outcome")).isEqualTo("dropped");
      assertThat(count(pipeline, "upgraded")).isEqualTo(1);
      assertThat(pipeline.recall.heldBytes()).isZero();
      verifyEvent(pipeline, partitioning);
      verifyHeaders(pipeline);
    }
  }

  private static void verifyEvent(PipelineDriver pipeline, Partitioning partitioning) {
    assertThat(pipeline.upgrades()).hasSize(1);
    LogRecord event = pipeline.upgrades().get(0);
    assertThat(Outputs.traceId(event)).isEqualTo(early("a").traceId());
    assertThat(Outputs.say(event, "outcome")).isEqualTo("upgraded");
    assertThat(Outputs.say(event, "rule")).isEqualTo("errors");
    assertThat(Outputs.say(event, "trigger")).isEqualTo("late_error");
    assertThat(Outputs.say(event, "decision.rule")).isEqualTo("rest");
    LogRecord decision = Objects.requireNonNull(pipeline.decisions().get(early("a").traceId()));
    assertThat(Outputs.say(event, "decision.time_unix_ms"))
        .isEqualTo(Long.toString(decision.getTimeUnixNano() / 1_000_000));
    assertThat(Outputs.say(event, "spans")).isEqualTo("3");
    assertThat(Outputs.say(event, "logs")).isEqualTo("1");
    assertThat(Outputs.say(event, "errors")).isEqualTo("1");
    assertThat(Outputs.say(event, "fragments"))
        .contains(partitioning == Partitioning.ANY ? "0:" : "otlp_logs:0:");
  }

  private static void verifyHeaders(PipelineDriver pipeline) {
    List<TestRecord<byte[], byte[]>> kept = pipeline.records("otlp_spans_kept");
    assertThat(kept)
        .allSatisfy(
            r -> {
              assertThat(r.headers().lastHeader("traceweir.rule").value())
                  .asString()
                  .isEqualTo("errors");
              assertThat(r.headers().lastHeader("traceweir.trigger").value())
                  .asString()
                  .isEqualTo("upgraded");
            });
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldKeepWhatComesAfterwards(Partitioning partitioning) throws Exception {
    try (PipelineDriver pipeline = start(partitioning)) {
      dropAndSend(pipeline, early("a"), late("a"));
      pipeline.recall();
      pipeline.clock(12_000);
      assertThat(pipeline.keptSpans()).hasSize(3);

      pipeline.send(late("a"), 12_000); // delivered twice
      TraceBuilder more = mail("a");
      pipeline.send(more, 12_000);
      pipeline.clock(13_000);

      verifyKept(pipeline, "GET /", "db", "payment", "mail");
      assertThat(pipeline.keptSpans()).allMatch(s -> s.getTraceState().isEmpty());
      assertThat(pipeline.upgrades()).hasSize(1);
      assertThat(pipeline.decisions()).hasSize(1);
      assertThat(pipeline.recall.asked()).isZero();
      pipeline.clock(16_000);
      assertThat(pipeline.sums().spans()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldReadAgainWhenMoreCameMeanwhile(Partitioning partitioning) {
    try (PipelineDriver pipeline = start(partitioning)) {
      dropAndSend(pipeline, early("a"), late("a"));
      pipeline.recall();
      TraceBuilder more = mail("a");
      pipeline.send(more, 11_000);
      pipeline.clock(12_000);
      assertThat(pipeline.keptSpans()).isEmpty();

      bringBack(pipeline);
      verifyKept(pipeline, "GET /", "db", "payment", "mail");
      assertThat(pipeline.upgrades()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldLeaveDroppedWhatTheRulesDropAsAWhole(Partitioning partitioning) {
    try (PipelineDriver pipeline = start(partitioning)) {
      dropAndSend(pipeline, Traces.trace("a").root("health").service("shop"), late("a"));
      bringBack(pipeline);

      assertThat(pipeline.keptSpans()).isEmpty();
      assertThat(pipeline.upgrades()).isEmpty();
      assertThat(count(pipeline, "declined")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldSayWhenTheTopicHasRemovedIt(Partitioning partitioning) {
    try (PipelineDriver pipeline = start(partitioning)) {
      dropAndSend(pipeline, early("a"), late("a"));
      pipeline.recall.fail(Recalled.Failure.RETENTION);
      pipeline.wall(1_000);

      assertThat(pipeline.keptSpans()).isEmpty();
      assertThat(count(pipeline, "retention")).isEqualTo(1);
      assertThat(pipeline.upgrades())
          .singleElement()
          .satisfies(
              event -> {
                assertThat(Outputs.say(event, "outcome")).isEqualTo("failed");
                assertThat(Outputs.say(event, "reason")).isEqualTo("retention");
                assertThat(Outputs.say(event, "rule")).isEqualTo("errors");
                assertThat(Outputs.say(event, "decision.rule")).isEqualTo("rest");
              });

      pipeline.send(mail("a").error(), 11_000);
      pipeline.clock(13_000);
      assertThat(pipeline.recall.asked()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldReadBackNoMoreThanTheRuleAllowsInASecond(Partitioning partitioning) {
    try (PipelineDriver pipeline = start(partitioning)) {
      pipeline.clock(0);
      List<String> traces = List.of("a", "b", "c", "d", "e");
      traces.forEach(seed -> pipeline.send(early(seed), 0));
      pipeline.clock(10_000);
      traces.forEach(seed -> pipeline.send(late(seed), 10_000));
      pipeline.clock(10_500);
      assertThat(pipeline.recall.asked()).isEqualTo(2);
      assertThat(count(pipeline, "rate_limited")).isEqualTo(3);

      pipeline.recall();
      pipeline.clock(12_000);
      assertThat(pipeline.upgrades()).hasSize(2);
      assertThat(pipeline.keptSpans()).hasSize(6);
      pipeline.send(mail("e").error(), 12_000);
      pipeline.clock(13_000);
      pipeline.recall();
      pipeline.clock(14_000);
      assertThat(pipeline.upgrades()).hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldAskAgainWhenThereWasNoRoom(Partitioning partitioning) {
    try (PipelineDriver pipeline = start(partitioning)) {
      pipeline.recall.room(1);
      pipeline.clock(0);
      pipeline.send(early("a"), 0);
      pipeline.send(early("b"), 0);
      pipeline.clock(10_000);
      pipeline.send(late("a"), 10_000);
      pipeline.send(late("b"), 10_000);
      pipeline.clock(11_000);
      assertThat(pipeline.recall.asked()).isEqualTo(1);
      bringBack(pipeline);
      assertThat(pipeline.recall.asked()).isEqualTo(1);
      bringBack(pipeline);
      assertThat(pipeline.upgrades()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldAskForNothingOfNoInterest(Partitioning partitioning) {
    try (PipelineDriver pipeline = start(partitioning)) {
      dropAndSend(pipeline, early("a"), mail("a"));
      assertThat(pipeline.recall.asked()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldRememberNothingMoreWithoutLateUpgrade(Partitioning partitioning) {
    PipelineSettings quick = QuickSettings.of("unused:9092", stateDir, partitioning);
    double with = memoryBytes(start(partitioning));
    double without = memoryBytes(new PipelineDriver(quick));
    assertThat(with).isGreaterThan(without);
  }

  private static double memoryBytes(PipelineDriver pipeline) {
    try (pipeline) {
      dropAndSend(pipeline, early("a"), late("a"));
      return pipeline.meters.get("traceweir.memory.bytes").gauge().value();
    }
  }
}
