// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.pipeline.assemble.HeldPartitions;
import io.traceweir.pipeline.assemble.MemoryBudget;
import io.traceweir.pipeline.decide.DecisionsWriter;
import io.traceweir.pipeline.recall.FakeRecall;
import io.traceweir.pipeline.split.InputProgress;
import io.traceweir.pipeline.split.Sources;
import io.traceweir.testkit.TraceBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * The whole topology without a broker: one partition of each topic. The clock is where {@link
 * #clock} puts it; the wall clock is far ahead of it, so that nothing is clamped.
 */
final class PipelineDriver implements AutoCloseable {
  static final long WALL_START_MILLIS = Duration.ofDays(1).toMillis();

  private static final byte[] NO_SPANS = Requests.withoutSpans();

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final FakeSilence silence = new FakeSilence();
  final FakeRecall recall;
  private final List<String> logTopics;
  private final TopologyTestDriver driver;
  private final List<String> sources;
  private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
  private final Map<String, Long> sent = new HashMap<>();
  private final Map<String, List<TestRecord<byte[], byte[]>>> inputRecords = new HashMap<>();
  private final Map<String, List<TestRecord<byte[], byte[]>>> outputs = new HashMap<>();
  private long clock = Long.MIN_VALUE;
  private long wallMillis = WALL_START_MILLIS;

  PipelineDriver(Partitioning partitioning, Path stateDir) {
    this(QuickSettings.of("unused:9092", stateDir, partitioning));
  }

  PipelineDriver(PipelineSettings settings) {
    this(settings, 1 << 20);
  }

  PipelineDriver(PipelineSettings settings, int maxRecordBytes) {
    var counted = new PipelineMeters(meters);
    recall = FakeRecall.of(settings, counted);
    logTopics = PipelineTopology.logTopics(settings);
    driver =
        new TopologyTestDriver(
            topology(settings, silence, counted, recall, maxRecordBytes),
            new StreamsSettings(settings).properties(),
            Instant.ofEpochMilli(WALL_START_MILLIS));
    sources = settings.inputTopics();
  }

  static Topology topology(
      PipelineSettings settings, FakeSilence silence, SimpleMeterRegistry meters) {
    var counted = new PipelineMeters(meters);
    return topology(settings, silence, counted, FakeRecall.of(settings, counted), 1 << 20);
  }

  private static Topology topology(
      PipelineSettings settings,
      FakeSilence silence,
      PipelineMeters meters,
      FakeRecall recall,
      int maxRecordBytes) {
    Map<String, Integer> partitions = new HashMap<>();
    settings.inputTopics().forEach(topic -> partitions.put(topic, 1));
    var around =
        new PipelineTopology.Surroundings(
            new InputProgress(
                new Sources(settings, partitions),
                settings.traces().maxSourceSkew(),
                InstantSource.fixed(Instant.ofEpochMilli(WALL_START_MILLIS))),
            1,
            silence,
            new MemoryBudget(settings.traces().memoryBytes()),
            context -> new EmptyLog(),
            meters,
            InstantSource.fixed(Instant.ofEpochMilli(WALL_START_MILLIS)),
            maxRecordBytes,
            recall,
            new HeldPartitions());
    return new PipelineTopology(settings, around).build();
  }

  /** Spans and logs of a trace, as a Collector keyed by trace id would send them. */
  void send(TraceBuilder trace, long millis) {
    byte[] key = trace.traceId().getBytes(StandardCharsets.US_ASCII);
    if (trace.request().getResourceSpansCount() > 0) {
      send("otlp_spans", key, trace.request().toByteArray(), millis);
    }
    sendLogs(trace, millis);
  }

  void sendLogs(TraceBuilder trace, long millis) {
    if (trace.logs().getResourceLogsCount() > 0) {
      byte[] key = trace.traceId().getBytes(StandardCharsets.US_ASCII);
      send("otlp_logs", key, trace.logs().toByteArray(), millis);
    }
  }

  void send(String topic, byte @Nullable [] key, byte @Nullable [] value, long millis) {
    inputs.computeIfAbsent(topic, this::input).pipeInput(key, value, Instant.ofEpochMilli(millis));
    sent.merge(topic, 1L, Long::sum);
    inputRecords
        .computeIfAbsent(topic, t -> new ArrayList<>())
        .add(new TestRecord<>(key, value, Instant.ofEpochMilli(millis)));
  }

  /** Reads back every trace that was asked for; the next tick or look takes it. */
  void recall() {
    recall.answer(this::logged);
  }

  private @Nullable ConsumerRecord<byte[], byte[]> logged(int topic, long offset) {
    String name = logTopics.get(topic);
    List<TestRecord<byte[], byte[]>> log =
        sources.contains(name) ? inputRecords.getOrDefault(name, List.of()) : records(name);
    if (offset >= log.size()) {
      return null;
    }
    TestRecord<byte[], byte[]> record = log.get((int) offset);
    return new ConsumerRecord<>(name, 0, offset, record.key(), record.value());
  }

  private TestInputTopic<byte[], byte[]> input(String topic) {
    return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** How many records were sent to a topic, which is the offset of its next one. */
  long sent(String topic) {
    return sent.getOrDefault(topic, 0L);
  }

  /** All sources come to this time, in steps that are believed. */
  void clock(long millis) {
    if (clock == Long.MIN_VALUE) {
      clock = millis;
    }
    do {
      clock = Math.min(millis, clock + 50_000);
      for (String topic : sources) {
        send(topic, null, topic.contains("logs") ? mildLog() : NO_SPANS, clock);
      }
      wall(1_000);
    } while (clock < millis);
  }

  private static byte[] mildLog() {
    return Requests.log(1, "").toByteArray();
  }

  /** Lets wall-clock time pass. */
  void wall(long millis) {
    wallMillis += millis;
    driver.advanceWallClockTime(Duration.ofMillis(millis));
  }

  long wallMillis() {
    return wallMillis;
  }

  /** Nothing comes for so long, and that is proven each second. */
  void silence(long seconds) {
    long since = wallMillis;
    for (long s = 0; s < seconds; s++) {
      silence.proveEverything(since, wallMillis + 999);
      wall(1_000);
    }
  }

  /** Everything that was written to a topic so far. */
  List<TestRecord<byte[], byte[]>> records(String topic) {
    var all = outputs.computeIfAbsent(topic, t -> new ArrayList<>());
    all.addAll(newRecords(topic));
    return all;
  }

  /** What was written to a topic since the last look, which is forgotten then. */
  List<TestRecord<byte[], byte[]>> newRecords(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  /** Decisions by trace id. */
  Map<String, LogRecord> decisions() {
    Map<String, LogRecord> byTrace = new HashMap<>();
    for (TestRecord<byte[], byte[]> record : records("otlp_decisions")) {
      for (LogRecord decision : TestTopics.decisions(record.value())) {
        if (byTrace.put(Outputs.traceId(decision), decision) != null) {
          throw new AssertionError("decided twice: " + Outputs.traceId(decision));
        }
      }
    }
    return byTrace;
  }

  /** Events about dropped traces that came back, or could not. */
  List<LogRecord> upgrades() {
    return records("otlp_decisions").stream()
        .flatMap(r -> TestTopics.events(r.value(), DecisionsWriter.UPGRADE_EVENT_NAME).stream())
        .toList();
  }

  /** What the decision about a trace says, or "" when it says nothing about it. */
  String say(TraceBuilder trace, String attribute) {
    LogRecord decision = decisions().get(trace.traceId());
    if (decision == null) {
      throw new AssertionError("not decided: " + trace.traceId());
    }
    return Outputs.say(decision, attribute);
  }

  List<Span> keptSpans() {
    return records("otlp_spans_kept").stream()
        .flatMap(r -> TestTopics.spans(r.value()).stream())
        .toList();
  }

  List<LogRecord> keptLogs() {
    return records("otlp_logs_kept").stream()
        .flatMap(r -> TestTopics.logs(r.value()).stream())
        .toList();
  }

  NewestSums sums() throws Exception {
    var sums = new NewestSums();
    for (TestRecord<byte[], byte[]> record : records("otlp_metrics_spans")) {
      sums.add(ExportMetricsServiceRequest.parseFrom(record.value()));
    }
    return sums;
  }

  @Override
  public void close() {
    driver.close();
  }
}
