// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.ClusterTopics.Existing;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.pipeline.TopicDemands.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicDemandsTest {
  private static final String FRAGMENTS = "traceweir_fragments";
  private static final String INPUT = "otlp_spans";

  /** Waits of 5 s and 2 s, a skew of 5 minutes, and an outage of 5 minutes. */
  private static final long LEAST = 607_000;

  private static PipelineSettings settings(Partitioning partitioning) {
    return QuickSettings.of("kafka:9092", Path.of("unused"), partitioning);
  }

  private static List<Finding> findings(
      Partitioning partitioning, String topic, Map<String, String> config) {
    return TopicDemands.findings(settings(partitioning), Map.of(topic, new Existing(3, config)));
  }

  private static Map<String, String> log(String... changed) {
    Map<String, String> config = new HashMap<>();
    config.put("cleanup.policy", "delete");
    config.put("message.timestamp.type", "LogAppendTime");
    config.put("retention.ms", "86400000");
    config.put("max.message.bytes", "1048588");
    for (int i = 0; i < changed.length; i += 2) {
      config.put(changed[i], changed[i + 1]);
    }
    return config;
  }

  @Test
  void shouldFindNothingWrongWithWhatIsPlanned() {
    for (Partitioning p : Partitioning.values()) {
      Map<String, Existing> planned = new HashMap<>();
      TopicPlan.of(settings(p)).forEach(t -> planned.put(t.name(), new Existing(3, t.config())));
      assertThat(TopicDemands.findings(settings(p), planned)).isEmpty();
    }
    assertThat(findings(Partitioning.ANY, FRAGMENTS, log())).isEmpty();
    assertThat(findings(Partitioning.ANY, FRAGMENTS, log("retention.ms", "-1"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "cleanup.policy, compact, cleanup.policy=delete",
    "cleanup.policy, 'compact,delete', cleanup.policy=delete",
    "message.timestamp.type, CreateTime, message.timestamp.type=LogAppendTime",
    "retention.ms, 606999, retention.ms=607000",
    "max.message.bytes, 131071, max.message.bytes=1048576",
  })
  void shouldRefuseFragmentsThatWouldBeLost(String setting, String value, String remedy) {
    assertThat(findings(Partitioning.ANY, FRAGMENTS, log(setting, value)))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.isFatal()).isTrue();
              assertThat(f.message())
                  .startsWith("topic traceweir_fragments has " + setting + "=" + value + ": ")
                  .endsWith(
                      "kafka-configs.sh --bootstrap-server kafka:9092 --alter --entity-type topics"
                          + " --entity-name traceweir_fragments --add-config "
                          + remedy);
            });
  }

  @Test
  void shouldTakeARetentionThatIsJustLongEnough() {
    assertThat(findings(Partitioning.ANY, FRAGMENTS, log("retention.ms", LEAST + ""))).isEmpty();
  }

  @Test
  void shouldLeaveTheUsersTimestampsInAKeyedInputAndWarn() {
    Map<String, String> created = log("message.timestamp.type", "CreateTime");
    assertThat(findings(Partitioning.TRACE_ID, INPUT, created))
        .singleElement()
        .satisfies(f -> assertThat(f.isFatal()).isFalse());
    created.put("retention.ms", "-1");
    assertThat(findings(Partitioning.TRACE_ID, INPUT, created)).isEmpty();
  }

  @Test
  void shouldRefuseAKeyedInputThatLosesRecordsAndCareForNoOtherInput() {
    Map<String, String> poor = log("cleanup.policy", "compact", "retention.ms", "1000");
    assertThat(findings(Partitioning.TRACE_ID, INPUT, poor)).hasSize(2).allMatch(Finding::isFatal);
    assertThat(findings(Partitioning.ANY, INPUT, poor)).isEmpty();
  }

  @Test
  void shouldWarnOfAnInputWithALimitOfBytes() {
    assertThat(findings(Partitioning.ANY, FRAGMENTS, log("retention.bytes", "1000000")))
        .singleElement()
        .satisfies(f -> assertThat(f.isFatal()).isFalse());
  }

  @Test
  void shouldNotMindHowLongOutputsAreKept() {
    Map<String, String> output = log("cleanup.policy", "compact", "retention.ms", "1000");
    assertThat(findings(Partitioning.ANY, "otlp_spans_kept", output)).isEmpty();
  }

  @Test
  void shouldWantMoreOfTopicsBetweenStages() {
    Map<String, String> small = log("max.message.bytes", "300000");
    assertThat(findings(Partitioning.ANY, "otlp_spans_kept", small)).isEmpty();
    assertThat(findings(Partitioning.ANY, "traceweir_partials", small)).hasSize(1);
    assertThat(findings(Partitioning.ANY, "traceweir-series-changelog", small)).hasSize(1);
  }

  @Test
  void shouldPlanFragmentsThatOutliveAllWaits() {
    PipelineSettings s =
        QuickSettings.forReplay(
            settings(Partitioning.ANY), Duration.ofSeconds(5), Duration.ofSeconds(1));
    TopicPlan fragments =
        TopicPlan.of(s).stream().filter(t -> t.name().equals(FRAGMENTS)).findFirst().orElseThrow();

    assertThat(Long.parseLong(fragments.config().getOrDefault("retention.ms", "")))
        .isGreaterThan(Duration.ofDays(30).toMillis());
  }

  @Test
  void shouldPlanTopicsThatTakeWhatTheProducerMaySend() {
    PipelineSettings s = settings(Partitioning.ANY);
    PipelineSettings larger = QuickSettings.with(s, Map.of("max.request.size", "5000000"));

    assertThat(TopicPlan.of(s)).noneMatch(t -> t.config().containsKey("max.message.bytes"));
    assertThat(TopicPlan.of(larger))
        .allSatisfy(
            t ->
                assertThat(t.config().get("max.message.bytes"))
                    .isEqualTo(t.role() == TopicPlan.Role.INPUT ? null : "5000000"));
  }

  @Test
  void shouldMeetAPlanWithMoreThanWasPlanned() {
    assertThat(TopicPlan.isMet("retention.ms", "1000", "-1")).isTrue();
    assertThat(TopicPlan.isMet("retention.ms", "1000", "1001")).isTrue();
    assertThat(TopicPlan.isMet("retention.ms", "1000", "999")).isFalse();
    assertThat(TopicPlan.isMet("max.message.bytes", "1000", "2000")).isTrue();
    assertThat(TopicPlan.isMet("cleanup.policy", "delete", "compact")).isFalse();
    assertThat(TopicPlan.isMet("cleanup.policy", "delete", null)).isFalse();
  }

  @Test
  void shouldCutRecordsToTheTopicThatTakesLeast() {
    PipelineSettings s =
        QuickSettings.with(
            settings(Partitioning.ANY), Map.of("producer.max.request.size", "5000000"));
    Map<String, Existing> topics =
        Map.of(
            "otlp_spans",
            new Existing(1, Map.of("max.message.bytes", "1000")),
            "otlp_spans_kept",
            new Existing(1, Map.of("max.message.bytes", "900000")),
            "otlp_decisions",
            new Existing(1, Map.of("max.message.bytes", "800000")),
            FRAGMENTS,
            new Existing(1, Map.of()));
    RecordLimit limit = RecordLimit.of(s, topics);

    assertThat(limit.smallest()).isEqualTo("otlp_decisions");
    assertThat(limit.maxBatchBytes()).isEqualTo(800_000);
    assertThat(limit.maxRecordBytes()).isBetween(780_000, 799_000);
    assertThat(RecordLimit.of(s, Map.of()).maxBatchBytes()).isEqualTo(5_000_000);
  }

  @Test
  void shouldCountTopicsThatWereChangedUnderARunningPipeline() {
    var meters = new SimpleMeterRegistry();
    Map<String, Existing> topics = new HashMap<>();
    PipelineSettings s = settings(Partitioning.ANY);
    topics.put(FRAGMENTS, new Existing(3, log()));
    topics.put("otlp_spans_kept", new Existing(3, log()));
    try (var watch = new TopicWatch(s, () -> topics, 1_000_000, meters)) {
      watch.look();
      assertThat(unsafe(meters)).isZero();

      topics.put(FRAGMENTS, new Existing(3, log("retention.ms", "60000")));
      topics.put("otlp_spans_kept", new Existing(3, log("max.message.bytes", "500000")));
      watch.look();
      assertThat(unsafe(meters)).isEqualTo(2);

      topics.put(FRAGMENTS, new Existing(3, log()));
      watch.look();
      assertThat(unsafe(meters)).isEqualTo(1);
    }
    assertThat(meters.find("traceweir.topics.unsafe").gauge()).isNull();
  }

  @Test
  void shouldSayThatPartitionsWereAddedUnderARunningPipeline() {
    var meters = new SimpleMeterRegistry();
    Map<String, Existing> topics = new HashMap<>();
    topics.put(FRAGMENTS, new Existing(3, log()));
    topics.put("traceweir_partials", new Existing(8, log()));
    topics.put("traceweir-decision-memory-changelog", new Existing(3, Map.of()));
    try (var watch = new TopicWatch(settings(Partitioning.ANY), () -> topics, 1_000_000, meters)) {
      watch.look();
      assertThat(unsafe(meters)).isZero();

      topics.put(FRAGMENTS, new Existing(4, log()));
      watch.look();
      assertThat(unsafe(meters)).isEqualTo(1);
    }
  }

  private static double unsafe(SimpleMeterRegistry meters) {
    return meters.get("traceweir.topics.unsafe").gauge().value();
  }
}
