// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings.Encoding;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Topics take as little as they may; no record of any of them is larger, by the measure with which
 * Kafka's producer refuses it: key, headers and framing counted, before it is compressed.
 */
@ParameterizedClass
@CsvSource({"ANY, OTLP_PROTO", "ANY, OTLP_JSON", "TRACE_ID, OTLP_PROTO", "TRACE_ID, OTLP_JSON"})
@SuppressWarnings("NullAway.Init") // set before the first test
class RecordLimitTopologyTest {
  private static final RecordLimit LIMIT =
      new RecordLimit(RecordLimit.LEAST_INTERNAL_BYTES, RecordLimit.LEAST_BYTES, "otlp_decisions");

  /** Names of topics and what they take. */
  private static final Map<String, Integer> TOPICS = new LinkedHashMap<>();

  static {
    for (String output :
        List.of(
            "otlp_spans_kept",
            "otlp_logs_kept",
            "otlp_decisions",
            "otlp_dead_letters",
            "otlp_metrics_spans",
            "otlp_metrics_service_graph",
            "traceweir_fragments")) {
      TOPICS.put(output, RecordLimit.LEAST_BYTES);
    }
    for (String internal :
        List.of(
            "traceweir_partials",
            "traceweir-decision-memory-changelog",
            "traceweir-series-changelog")) {
      TOPICS.put(internal, RecordLimit.LEAST_INTERNAL_BYTES);
    }
  }

  @Parameter(0)
  Partitioning partitioning;

  @Parameter(1)
  Encoding encoding;

  @TempDir Path stateDir;
  private PipelineDriver driver;
  private long millis = 10_000;
  private final Map<String, Integer> records = new TreeMap<>();
  private final List<Span> spans = new ArrayList<>();
  private final List<LogRecord> logs = new ArrayList<>();

  @BeforeEach
  void start() {
    PipelineSettings s = QuickSettings.of("unused:9092", stateDir, partitioning);
    PipelineSettings.Output out = s.output();
    driver =
        new PipelineDriver(
            new PipelineSettings(
                s.kafka(),
                s.input(),
                s.fragments(),
                s.traces(),
                new PipelineSettings.Sampling(
                    QuickSettings.rules(
                        """
                        version: 1
                        rules: [ { name: "%s", keep: 100%% } ]
                        """
                            .formatted("ü".repeat(100))),
                    s.sampling().annotate()),
                new PipelineSettings.Output(
                    out.spans(),
                    out.logs(),
                    out.decisions(),
                    out.deadLetters(),
                    encoding,
                    out.logsWithoutTrace()),
                s.metrics()),
            LIMIT.maxRecordBytes());
    driver.clock(millis);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  private TraceBuilder trace(String name) {
    return Traces.trace(name).at(Duration.ofMillis(millis)).root("GET /").service("shop");
  }

  /** All that was sent is decided; then everything that was written is measured and let go. */
  private void decide() throws Exception {
    millis += 10_000;
    driver.clock(millis);
    for (Map.Entry<String, Integer> topic : TOPICS.entrySet()) {
      for (TestRecord<byte[], byte[]> r : driver.newRecords(topic.getKey())) {
        assertThat(bytes(r)).as(topic.getKey()).isLessThanOrEqualTo(topic.getValue());
        records.merge(topic.getKey(), 1, Integer::sum);
        collect(topic.getKey(), r);
      }
    }
  }

  private static int bytes(TestRecord<byte[], byte[]> r) {
    return AbstractRecords.estimateSizeInBytesUpperBound(
        RecordBatch.CURRENT_MAGIC_VALUE,
        CompressionType.NONE,
        r.key(),
        r.value(),
        r.headers().toArray());
  }

  private void collect(String topic, TestRecord<byte[], byte[]> r) throws Exception {
    boolean json = encoding == Encoding.OTLP_JSON;
    if (topic.equals("otlp_spans_kept")) {
      spans.addAll(
          TestTopics.spans(json ? OtlpJson.toProtobuf(Signal.SPANS, r.value()) : r.value()));
    } else if (topic.equals("otlp_logs_kept")) {
      logs.addAll(TestTopics.logs(json ? OtlpJson.toProtobuf(Signal.LOGS, r.value()) : r.value()));
    }
  }

  private static boolean isCut(List<KeyValue> attributes) {
    return attributes.stream().anyMatch(a -> a.getKey().equals("traceweir.truncated"));
  }

  private static int length(KeyValue attribute) {
    return attribute.getValue().getStringValue().length();
  }

  /** Whether an item with so much text came out whole, or cut by a little. */
  private interface Attempt {
    boolean isWhole(int length) throws Exception;
  }

  /** Finds the length up to which items stay whole; every attempt on the way is measured too. */
  private void verifyEdge(Attempt attempt) throws Exception {
    int whole = LIMIT.maxRecordBytes() - 2_000;
    int cut = LIMIT.maxRecordBytes() + 1;
    assertThat(attempt.isWhole(whole)).isTrue();
    assertThat(attempt.isWhole(cut)).isFalse();
    while (cut - whole > 1) {
      int middle = (whole + cut) / 2;
      if (attempt.isWhole(middle)) {
        whole = middle;
      } else {
        cut = middle;
      }
    }
    assertThat(attempt.isWhole(whole - 1)).isTrue();
    assertThat(attempt.isWhole(cut + 1)).isFalse();
  }

  @Test
  void shouldCutSpansFromSomeSizeOn() throws Exception {
    verifyEdge(
        length -> {
          spans.clear();
          driver.send(trace("of " + length + millis).attribute("k", "x".repeat(length)), millis);
          decide();
          assertThat(spans).hasSize(1);
          boolean whole = !isCut(spans.get(0).getAttributesList());
          assertThat(length(spans.get(0).getAttributes(0))).isBetween(length / 3, length);
          assertThat(length(spans.get(0).getAttributes(0)) == length).isEqualTo(whole);
          return whole;
        });
  }

  @Test
  void shouldCutLogsFromSomeSizeOn() throws Exception {
    verifyEdge(
        length ->
            isLogWhole(
                length,
                trace("of " + length + millis)
                    .log(SeverityNumber.SEVERITY_NUMBER_WARN, "y".repeat(length))
                    .logs()
                    .toByteArray()));
    verifyEdge(length -> isLogWhole(length, Requests.log(9, "z".repeat(length)).toByteArray()));
  }

  private boolean isLogWhole(int length, byte[] request) throws Exception {
    logs.clear();
    driver.send("otlp_logs", null, request, millis);
    decide();
    assertThat(logs).hasSize(1);
    boolean whole = !isCut(logs.get(0).getAttributesList());
    int left = logs.get(0).getBody().getStringValue().length();
    assertThat(left).isBetween(length / 3, length);
    assertThat(left == length).isEqualTo(whole);
    return whole;
  }

  @Test
  void shouldBoundWhatOthersChooseTheNamesOf() throws Exception {
    for (String text : List.of("\u0001", "é", "\uD83D\uDE00", "\"")) {
      TraceBuilder trace = trace("names " + text);
      for (int i = 0; i < 20; i++) {
        trace.child(text.repeat(20_000) + i).service(text.repeat(20_000) + i).server().error();
      }
      driver.send(trace, millis);
      decide();
    }

    assertThat(spans).hasSize(4 * 21);
    assertThat(records).containsKeys("otlp_decisions", "traceweir_partials", "otlp_metrics_spans");
  }

  @Test
  void shouldBoundWhatThereIsManyOf() throws Exception {
    TraceBuilder giant = trace("giant");
    for (int i = 0; i < 8_000; i++) {
      giant.child("span " + i).up();
    }
    driver.send(giant, millis);
    for (int i = 0; i < 500; i++) {
      driver.send(trace("one of many, " + i), millis);
    }
    decide();
    decide();

    assertThat(spans).hasSize(8_501);
    assertThat(records)
        .containsKeys(
            "otlp_spans_kept",
            "otlp_decisions",
            "traceweir_partials",
            "traceweir-decision-memory-changelog",
            "traceweir-series-changelog",
            "otlp_metrics_spans");
    assertThat(records.get("otlp_decisions")).isGreaterThan(3);
    assertThat(records.get("otlp_metrics_spans")).isGreaterThan(5);
  }

  @Test
  void shouldBoundDeadLetters() throws Exception {
    for (int key : new int[] {0, 1, 511, 512, 513, 20_000, 200_000}) {
      for (int length = LIMIT.maxRecordBytes() - 514;
          length <= RecordLimit.LEAST_BYTES;
          length += 499) {
        byte[] value = new byte[length];
        Arrays.fill(value, (byte) 0xFF);
        driver.send(
            "otlp_spans", "k".repeat(key).getBytes(StandardCharsets.US_ASCII), value, millis);
      }
      decide();
    }

    assertThat(records.get("otlp_dead_letters")).isGreaterThan(200);
  }
}
