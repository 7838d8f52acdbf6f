// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.otlp.RequestSplitter;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.testkit.EmbeddedKafka;
import io.traceweir.trace.TraceId;
import io.traceweir.tracestate.Threshold;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The main job on captured traffic of two systems, against figures computed independently. */
class CapturedTracesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Map<String, String> KEPT_FOR_EVER = Map.of("retention.ms", "-1");
  private static final HexFormat HEX = HexFormat.of();
  private static final String RULES =
      """
      version: 1
      rules:
        - { name: errors, when: trace.error, keep: 100% }
        - { name: slow, when: trace.duration >= 1s, keep: 100% }
        - { name: rest, keep: 25% }
      """;

  @TempDir Path stateDir;
  private EmbeddedKafka kafka;
  private TestTopics topics;

  @BeforeEach
  void startKafka() {
    kafka = EmbeddedKafka.start();
    kafka.createTopic("otlp_spans", 2, KEPT_FOR_EVER);
    kafka.createTopic("otlp_logs", 2, KEPT_FOR_EVER);
    topics = new TestTopics(kafka.bootstrapServers());
  }

  @AfterEach
  void stopKafka() {
    topics.close();
    kafka.close();
  }

  @ParameterizedTest
  @CsvSource({
    "nezha-tt-2023-01-29, ANY, 15, 12",
    "nezha-ob-2022-08-22, ANY, 60, 0",
    "nezha-tt-2023-01-29, TRACE_ID, 15, 12",
    "nezha-ob-2022-08-22, TRACE_ID, 60, 0"
  })
  void shouldFindWhatIsKnownOfCapturedTraces(
      String window, Partitioning partitioning, int decisionWait, int afterRoot) throws Exception {
    Captured captured = Captured.window(window);
    // Exporters and Collectors held the parts of a trace back for up to 5 s each; in the boutique
    // the slowest trace took half a minute, most of it after its root had ended.
    var settings =
        QuickSettings.forReplay(
            QuickSettings.withRules(
                QuickSettings.of(kafka.bootstrapServers(), stateDir, partitioning), RULES),
            Duration.ofSeconds(decisionWait),
            Duration.ofSeconds(afterRoot));
    try (Pipeline pipeline =
        Pipeline.start(settings, new SimpleMeterRegistry(), Duration.ofSeconds(20))) {
      send(captured, partitioning);

      Map<String, Captured.Expected> expected = captured.traces();
      Map<String, LogRecord> decisions = topics.decisions(expected.size(), PATIENCE);
      assertThat(decisions.keySet()).isEqualTo(expected.keySet());
      expected.forEach((id, trace) -> compare(id, trace, decisions));
      compareKept(expected, decisions);
      assertThat(topics.calls(captured.figures().get("spans").asLong(), PATIENCE))
          .isEqualTo(captured.calls());
      assertThat(topics.edges(captured.edges(), PATIENCE)).isEqualTo(captured.edges());
      assertThat(pipeline.failure()).isNull();
    }
  }

  private void send(Captured captured, Partitioning partitioning) throws Exception {
    List<Captured.Request> requests = captured.requests();
    for (Captured.Request request : requests) {
      String topic = request.signal() == Signal.SPANS ? "otlp_spans" : "otlp_logs";
      if (partitioning == Partitioning.ANY) {
        topics.sendAt(request.timeMillis(), topic, null, request.value());
      } else {
        new RequestSplitter().split(request.signal(), request.value(), new ByTrace(topic, request));
      }
    }
    topics.flush();
    endTraffic(requests.get(requests.size() - 1).timeMillis() + 600_000);
  }

  /** Ten minutes later every partition gets a log record that belongs to no trace. */
  private void endTraffic(long timeMillis) throws Exception {
    byte[] logs =
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(
                ResourceLogs.newBuilder()
                    .addScopeLogs(
                        ScopeLogs.newBuilder()
                            .addLogRecords(LogRecord.newBuilder().setSeverityNumberValue(1))))
            .build()
            .toByteArray();
    for (int partition = 0; partition < 2; partition++) {
      topics.sendTo(new TopicPartition("otlp_logs", partition), timeMillis, logs);
      topics.sendTo(new TopicPartition("otlp_spans", partition), timeMillis, new byte[0]);
    }
    topics.flush();
  }

  /** As a Collector writes it with partition_traces_by_id. */
  private final class ByTrace implements RequestSplitter.Output {
    private final String topic;
    private final Captured.Request request;

    ByTrace(String topic, Captured.Request request) {
      this.topic = topic;
      this.request = request;
    }

    @Override
    public void trace(
        long idHigh, long idLow, byte[] bytes, int offset, int length, int items, boolean hasRoot) {
      byte[] key = new TraceId(idHigh, idLow).hex().getBytes(StandardCharsets.US_ASCII);
      topics.sendAt(
          request.timeMillis(), topic, key, Arrays.copyOfRange(bytes, offset, offset + length));
    }

    @Override
    public void withoutTrace(byte[] rest, int items) {
      throw new AssertionError("all captured logs have a trace id");
    }

    @Override
    public void mildWithoutTrace(int items) {
      throw new AssertionError("all captured logs have a trace id");
    }

    @Override
    public void rejected(String reason, byte[] rejected) {
      throw new AssertionError(reason);
    }
  }

  private static void compare(
      String id, Captured.Expected trace, Map<String, LogRecord> decisions) {
    Map<String, Object> decision = attributes(decisions, id);
    assertThat(decision)
        .as(id)
        .containsEntry("traceweir.spans", (long) trace.spans())
        .containsEntry("traceweir.errors", (long) trace.errors())
        .containsEntry("traceweir.logs", (long) trace.logs())
        .containsEntry("traceweir.duration_ms", trace.durationNanos() / 1e6)
        .containsEntry("traceweir.rule", rule(trace))
        .containsEntry("traceweir.outcome", isKept(id, trace) ? "kept" : "dropped");
  }

  private static String rule(Captured.Expected trace) {
    if (trace.errors() > 0) {
      return "errors";
    }
    return trace.durationNanos() >= 1_000_000_000 ? "slow" : "rest";
  }

  private static boolean isKept(String id, Captured.Expected trace) {
    long randomness = Long.parseUnsignedLong(id.substring(18), 16);
    return !rule(trace).equals("rest") || randomness >= Threshold.ofProbability(0.25);
  }

  private void compareKept(
      Map<String, Captured.Expected> expected, Map<String, LogRecord> decisions) {
    Map<String, Captured.Expected> kept = new TreeMap<>(expected);
    kept.entrySet().removeIf(e -> !isKept(e.getKey(), e.getValue()));
    int spans = kept.values().stream().mapToInt(Captured.Expected::spans).sum();
    int logs = kept.values().stream().mapToInt(Captured.Expected::logs).sum();
    List<Span> keptSpans = topics.keptSpans(spans, PATIENCE);
    assertThat(countByTrace(keptSpans, Span::getTraceId))
        .isEqualTo(counts(kept, Captured.Expected::spans));
    assertThat(countByTrace(topics.keptLogs(logs, PATIENCE), LogRecord::getTraceId))
        .isEqualTo(counts(kept, Captured.Expected::logs));
    assertThat(keptSpans)
        .allSatisfy(s -> assertThat(s.getTraceState()).isEqualTo(threshold(s, decisions)));
  }

  private static <T> Map<String, Integer> countByTrace(
      List<T> items, Function<T, ByteString> traceId) {
    Map<String, Integer> counts = new TreeMap<>();
    items.forEach(
        i -> counts.merge(HEX.formatHex(traceId.apply(i).toByteArray()), 1, Integer::sum));
    return counts;
  }

  private static Map<String, Integer> counts(
      Map<String, Captured.Expected> traces, ToIntFunction<Captured.Expected> count) {
    Map<String, Integer> counts = new TreeMap<>();
    traces.forEach((id, trace) -> counts.put(id, count.applyAsInt(trace)));
    counts.values().removeIf(c -> c == 0);
    return counts;
  }

  private static String threshold(Span span, Map<String, LogRecord> decisions) {
    String id = HEX.formatHex(span.getTraceId().toByteArray());
    return "ot=th:" + ("rest".equals(attributes(decisions, id).get("traceweir.rule")) ? "c" : "0");
  }

  private static Map<String, Object> attributes(Map<String, LogRecord> decisions, String id) {
    Map<String, Object> values = new HashMap<>();
    LogRecord decision = decisions.get(id);
    assertThat(decision).as(id).isNotNull();
    for (KeyValue a : decision.getAttributesList()) {
      values.put(
          a.getKey(),
          switch (a.getValue().getValueCase()) {
            case INT_VALUE -> a.getValue().getIntValue();
            case DOUBLE_VALUE -> a.getValue().getDoubleValue();
            default -> a.getValue().getStringValue();
          });
    }
    return values;
  }
}
