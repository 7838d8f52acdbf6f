// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.Outputs;
import io.traceweir.pipeline.Pipeline;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.QuickSettings;
import io.traceweir.pipeline.TestTopics;
import io.traceweir.testkit.Arrival;
import io.traceweir.testkit.EmbeddedKafka;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An hour that was not read, with far more bytes in one input partition than in the other, so that
 * one is read to its end while the other has hardly begun. Half of each trace lies in either.
 */
class BacklogIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int TRACES = 1_200;
  private static final long APART_MILLIS = Duration.ofHours(1).toMillis() / TRACES;
  private static final String FILLING = "x".repeat(25_000);

  @TempDir Path state;

  @Test
  void shouldDecideABacklogAsItWouldHaveBeenDecidedLive() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      for (String topic : List.of("otlp_spans", "otlp_logs")) {
        kafka.createTopic(topic, 2, Map.of("retention.ms", "-1"));
      }
      List<TraceBuilder> traces = write(kafka, System.currentTimeMillis());
      try (Pipeline pipeline =
              Pipeline.start(settings(kafka), new SimpleMeterRegistry(), Duration.ofSeconds(20));
          var outputs = new Outputs(kafka.bootstrapServers())) {
        await()
            .atMost(PATIENCE)
            .pollInSameThread()
            .untilAsserted(() -> assertThat(outputs.decisions().size()).isEqualTo(2 * TRACES));
        assertThat(pipeline.failure()).isNull();

        List<String> halves = traces.stream().map(TraceBuilder::traceId).toList();
        assertThat(outputs.decisions())
            .filteredOn(d -> halves.contains(Outputs.traceId(d)))
            .hasSize(TRACES)
            .allSatisfy(
                d -> {
                  assertThat(Outputs.say(d, "spans")).isEqualTo("2");
                  assertThat(Outputs.say(d, "rule")).isEqualTo("errors");
                  assertThat(Outputs.say(d, "trigger")).isEqualTo("root");
                });
      }
    }
  }

  /** A lag of a minute would leave the slower partition behind. */
  private PipelineSettings settings(EmbeddedKafka kafka) {
    PipelineSettings s = QuickSettings.of(kafka.bootstrapServers(), state);
    PipelineSettings.Traces t = s.traces();
    return QuickSettings.with(
        s,
        new PipelineSettings.Traces(
            t.decisionWait(),
            t.decisionWaitAfterRoot(),
            t.logsOnlyWait(),
            t.limitSpans(),
            t.limitBytes(),
            t.memoryBytes(),
            t.rememberDecisionsFor(),
            t.rememberDuplicatesFor(),
            Duration.ofMinutes(1)));
  }

  private static List<TraceBuilder> write(EmbeddedKafka kafka, long endMillis) throws Exception {
    List<TraceBuilder> traces = new ArrayList<>();
    var large = new TopicPartition("otlp_spans", 0);
    var small = new TopicPartition("otlp_spans", 1);
    try (var topics = new TestTopics(kafka.bootstrapServers())) {
      for (int i = 0; i < TRACES; i++) {
        long at = endMillis - (TRACES - i) * APART_MILLIS;
        TraceBuilder trace =
            Traces.trace("halves " + i)
                .root("GET /")
                .service("shop")
                .lateBy(Duration.ofMillis(1))
                .child("db")
                .error();
        List<Arrival> arrivals = trace.arrivals();
        topics.sendTo(small, at, arrivals.get(0).bytes());
        topics.sendTo(large, at, arrivals.get(1).bytes());
        topics.sendTo(large, at, filling(i));
        traces.add(trace);
      }
      topics.flush();
    }
    return traces;
  }

  private static byte[] filling(int i) {
    return Traces.trace("filling " + i)
        .root("GET /large")
        .attribute("filling", FILLING)
        .request()
        .toByteArray();
  }
}
