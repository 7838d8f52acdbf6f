// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.traceweir.pipeline.Outputs;
import io.traceweir.pipeline.Pipeline;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.pipeline.QuickSettings;
import io.traceweir.pipeline.TestTopics;
import io.traceweir.testkit.EmbeddedKafka;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A producer whose clock is a year ahead, among others. */
class FarFutureIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long YEAR_MILLIS = Duration.ofDays(365).toMillis();

  @TempDir Path state;

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldNotFollowRecordsAYearAhead(Partitioning partitioning) throws Exception {
    var registry = new SimpleMeterRegistry();
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      for (String topic : List.of("otlp_spans", "otlp_logs")) {
        kafka.createTopic(
            topic, 1, Map.of("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE)));
      }
      PipelineSettings settings = QuickSettings.of(kafka.bootstrapServers(), state, partitioning);
      try (Pipeline pipeline = Pipeline.start(settings, registry, PATIENCE);
          var topics = new TestTopics(kafka.bootstrapServers());
          var outputs = new Outputs(kafka.bootstrapServers())) {
        verifyThatOthersWaitForTheirRoot(topics, outputs);
        verifyThatOthersAreDecidedUnderLoad(topics, outputs);
        assertThat(registry.counter("traceweir.clamped", "what", "record_timestamp").count())
            .isEqualTo(2);
        assertThat(pipeline.failure()).isNull();
      }
    }
  }

  private static ConditionFactory eventually() {
    return await().atMost(PATIENCE).pollInSameThread();
  }

  /** One comes between the two parts of another trace, one after them; then silence. */
  private static void verifyThatOthersWaitForTheirRoot(TestTopics topics, Outputs outputs)
      throws Exception {
    TraceBuilder whole =
        Traces.trace("whole")
            .root("GET /")
            .service("shop")
            .lateBy(Duration.ofMillis(1))
            .child("db");
    byte[] early = whole.arrivals().get(0).bytes();
    byte[] root = whole.arrivals().get(1).bytes();
    long now = System.currentTimeMillis();
    topics.sendAt(now, "otlp_spans", key(whole), early);
    sendAhead(topics, now, "ahead");
    topics.sendAt(now + 1, "otlp_spans", key(whole), root);
    sendAhead(topics, now, "ahead, and nothing after it");
    topics.flush();

    eventually().untilAsserted(() -> assertThat(decisions(outputs, whole)).hasSize(1));

    // Points without traffic: it has been silent for a while.
    eventually().untilAsserted(() -> assertThat(outputs.calls()).isNotEmpty());
    LogRecord decision = decisions(outputs, whole).get(0);
    assertThat(Outputs.say(decision, "trigger")).isEqualTo("root");
    assertThat(Outputs.say(decision, "spans")).isEqualTo("2");
  }

  private static void sendAhead(TestTopics topics, long now, String seed) {
    TraceBuilder ahead = Traces.trace(seed).root("GET /");
    topics.sendAt(now + YEAR_MILLIS, "otlp_spans", key(ahead), ahead.request().toByteArray());
  }

  /** Traffic that never pauses, so that silence helps nobody. */
  private static void verifyThatOthersAreDecidedUnderLoad(TestTopics topics, Outputs outputs) {
    TraceBuilder later = Traces.trace("later").root("GET /");
    int[] number = new int[1];
    eventually()
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> {
              TraceBuilder next =
                  number[0]++ == 0 ? later : Traces.trace("load " + number[0]).root("GET /");
              topics.send(next);
              assertThat(decisions(outputs, later)).hasSize(1);
            });
  }

  private static byte[] key(TraceBuilder trace) {
    return trace.traceId().getBytes(StandardCharsets.US_ASCII);
  }

  private static List<LogRecord> decisions(Outputs outputs, TraceBuilder trace) {
    return outputs.decisions().stream()
        .filter(d -> Outputs.traceId(d).equals(trace.traceId()))
        .toList();
  }
}
