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
import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.pipeline.QuickSettings;
import io.traceweir.pipeline.TestTopics;
import io.traceweir.testkit.Arrival;
import io.traceweir.testkit.EmbeddedKafka;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An hour that was not read, with far more bytes in one input partition than in the other, so that
 * one is read to its end while the other has hardly begun. Half of each trace lies in either.
 */
class BacklogIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int PER_MINUTE = Extent.of(15, 200);

  /** An hour in so many seconds: a pipeline at the end of its input follows this. */
  private static final double LIVE_SPEED = HOUR.toSeconds() / (double) Extent.of(18, 180);

  /** A sender that stands still for seconds leaves silence, and that is worth seconds of data. */
  private static final Setup.Waits WAITS =
      new Setup.Waits(Duration.ofSeconds(30), Duration.ofSeconds(12), Duration.ofMillis(200));

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

  /**
   * In the short form an hour is followed in seconds, so that a delay of milliseconds between two
   * stages is worth more than a trace waits: with a fragments topic that is for the full list.
   */
  private static Stream<Partitioning> partitionings() {
    return Extent.FULL ? Stream.of(Partitioning.values()) : Stream.of(Partitioning.TRACE_ID);
  }

  /** The same hour twice: followed as it is written, and read by another pipeline afterwards. */
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("partitionings")
  void shouldDecideABacklogAsItWasDecidedLive(Partitioning partitioning) throws Exception {
    long seed = Extent.seed("BacklogIT");
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      Setup live =
          Setup.of(
                  kafka.bootstrapServers(),
                  "live-" + partitioning,
                  partitioning,
                  Guarantee.EXACTLY_ONCE)
              .with(WAITS);
      live.createInputs();
      var traffic = new KnownTraffic(seed, live, System.currentTimeMillis() - HOUR.toMillis());
      List<ProducerRecord<byte @Nullable [], byte[]>> records = new ArrayList<>();
      for (int minute = 0; minute < HOUR.toMinutes(); minute++) {
        records.addAll(traffic.unfinished(minute < HOUR.toMinutes() - 2 ? 1 : 0));
        records.addAll(traffic.next(PER_MINUTE, Duration.ofMinutes(1)));
      }
      records.sort(Comparator.comparingLong(ProducerRecord::timestamp));

      var registry = new SimpleMeterRegistry();
      new DataTimeScene(live, registry, state.resolve("live"))
          .play(traffic, sender -> sender.send(written(records), LIVE_SPEED));
      Setup later = live.beside("backlog-" + partitioning);
      new DataTimeScene(later, registry, state.resolve("backlog")).play(traffic, sender -> {});

      assertThat(decisions(later)).isEqualTo(decisions(live));
    }
  }

  private static List<Sender.Written> written(
      List<ProducerRecord<byte @Nullable [], byte[]>> records) {
    return records.stream().map(r -> new Sender.Written(r.timestamp(), r)).toList();
  }

  /** All that was said of each trace, save where its fragments lie, and in which order. */
  private static Map<String, Map<String, String>> decisions(Setup setup) {
    Map<String, Map<String, String>> decisions = new TreeMap<>();
    try (Outputs outputs = setup.outputs()) {
      for (LogRecord d : outputs.decisions()) {
        Map<String, String> said = new TreeMap<>(Outputs.attributes(d.getAttributesList()));
        said.remove("traceweir.fragments");
        said.computeIfPresent("traceweir.services", (key, services) -> sorted(services));
        decisions.put(Outputs.traceId(d), said);
      }
    }
    return decisions;
  }

  private static String sorted(String lines) {
    return lines.lines().sorted().collect(Collectors.joining("\n"));
  }

  /** A lag of a minute would leave the slower partition behind. */
  private PipelineSettings settings(EmbeddedKafka kafka) {
    PipelineSettings s = QuickSettings.of(kafka.bootstrapServers(), state);
    PipelineSettings.Traces t = s.traces();
    return QuickSettings.waiting(
        s, t.decisionWait(), t.decisionWaitAfterRoot(), Duration.ofMinutes(1));
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
