// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import static io.traceweir.app.door.Client.JSON;
import static io.traceweir.app.door.Client.PROTOBUF;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.testkit.EmbeddedKafka;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the input topics after a request was answered. */
class InputTopicsIT {
  private static final int PARTITIONS = 5;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private static Path directory;

  @SuppressWarnings("NullAway.Init") // set before all
  private static EmbeddedKafka kafka;

  private final TraceBuilder trace =
      Traces.trace("one")
          .root("GET /")
          .service("shop")
          .child("db")
          .error()
          .log(SeverityNumber.SEVERITY_NUMBER_ERROR, "no stock");

  @BeforeAll
  static void startKafka() {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  /** A door into topics of its own. */
  private static final class Own implements AutoCloseable {
    private final String name;
    private final OtlpDoor door;
    private final Client client;
    private final List<Receipt> receipts = new ArrayList<>();

    Own(String name, String input) throws Exception {
      this.name = name;
      kafka.createTopic(name + "_spans", PARTITIONS, Map.of());
      kafka.createTopic(name + "_logs", PARTITIONS, Map.of());
      PipelineSettings settings =
          Settings.pipeline(directory, kafka.bootstrapServers(), name, input);
      door = OtlpDoor.listen("input.otlp", Settings.door(20 << 20), new SimpleMeterRegistry());
      door.open(
          settings,
          receipt -> {
            synchronized (receipts) {
              receipts.add(receipt);
            }
          });
      client = new Client(door.port());
    }

    HttpResponse<byte[]> post(String path, String type, byte[] body) {
      HttpResponse<byte[]> response = client.post(path, type, body);
      assertThat(response.statusCode()).isEqualTo(200);
      return response;
    }

    List<ConsumerRecord<byte[], byte[]>> read(String signal) {
      try (Topic topic = new Topic(kafka.bootstrapServers(), name + "_" + signal)) {
        return topic.read();
      }
    }

    @Override
    public void close() {
      door.close();
    }
  }

  @Test
  void shouldWriteARequestAsItCame() throws Exception {
    try (Own own = new Own("plain", "partitioning: any")) {
      byte[] spans = Traces.spans(trace, Traces.trace("two").root("GET /")).toByteArray();
      own.post("/v1/traces", PROTOBUF, spans);
      own.post("/v1/logs", PROTOBUF, trace.logs().toByteArray());

      assertThat(own.read("spans"))
          .singleElement()
          .satisfies(
              record -> {
                assertThat(record.key()).isNull();
                assertThat(record.value()).isEqualTo(spans);
              });
      assertThat(own.read("logs"))
          .singleElement()
          .satisfies(record -> assertThat(record.value()).isEqualTo(trace.logs().toByteArray()));
      assertThat(own.receipts).extracting(Receipt::items).containsExactly(3, 1);
      assertThat(own.receipts.get(0).traces()).hasSize(2);
    }
  }

  @Test
  void shouldWriteJsonAsProtobuf() throws Exception {
    try (Own own = new Own("converted", "encoding: otlp_proto")) {
      HttpResponse<byte[]> response =
          own.post("/v1/traces", JSON, OtlpJson.toJson(trace.request()).getBytes(UTF_8));

      assertThat(response.body()).isEqualTo("{}".getBytes(UTF_8));
      byte[] value = own.read("spans").get(0).value();
      assertThat(ExportTraceServiceRequest.parseFrom(value)).isEqualTo(trace.request());
    }
  }

  @Test
  void shouldWriteWhatTheInputTopicsAreWrittenIn() throws Exception {
    try (Own own = new Own("json", "encoding: otlp_json")) {
      own.post("/v1/traces", PROTOBUF, trace.request().toByteArray());
      own.post("/v1/logs", JSON, OtlpJson.toJson(trace.logs()).getBytes(UTF_8));

      assertThat(new String(own.read("spans").get(0).value(), UTF_8))
          .isEqualTo(OtlpJson.toJson(trace.request()));
      assertThat(new String(own.read("logs").get(0).value(), UTF_8))
          .isEqualTo(OtlpJson.toJson(trace.logs()));
    }
  }

  @Test
  void shouldPutSpansAndLogsOfATraceInTheSamePartition() throws Exception {
    try (Own own = new Own("keyed", "partitioning: trace_id")) {
      TraceBuilder[] traces =
          IntStream.range(0, 30)
              .mapToObj(
                  i ->
                      Traces.trace("t" + i)
                          .root("GET /")
                          .child("db")
                          .log(SeverityNumber.SEVERITY_NUMBER_INFO, "hello"))
              .toArray(TraceBuilder[]::new);
      ExportLogsServiceRequest.Builder logs = Traces.logs(traces).toBuilder();
      logs.addResourceLogsBuilder()
          .addScopeLogsBuilder()
          .addLogRecordsBuilder()
          .setSeverityNumberValue(9);
      own.post("/v1/traces", PROTOBUF, Traces.spans(traces).toByteArray());
      own.post("/v1/logs", PROTOBUF, logs.build().toByteArray());

      Map<String, Integer> placesOfSpans = new HashMap<>();
      for (ConsumerRecord<byte[], byte[]> record : own.read("spans")) {
        String key = new String(record.key(), US_ASCII);
        assertThat(placesOfSpans.put(key, record.partition())).isNull();
        assertThat(spans(record.value()))
            .hasSize(2)
            .allMatch(span -> hex(span.getTraceId()).equals(key));
      }
      Map<String, Integer> placesOfLogs = new HashMap<>();
      int withoutKey = 0;
      for (ConsumerRecord<byte[], byte[]> record : own.read("logs")) {
        if (record.key() == null) {
          withoutKey++;
          assertThat(logs(record.value())).allMatch(log -> log.getTraceId().isEmpty());
        } else {
          placesOfLogs.put(new String(record.key(), US_ASCII), record.partition());
        }
      }
      assertThat(withoutKey).isEqualTo(1);
      assertThat(placesOfLogs).hasSize(30).isEqualTo(placesOfSpans);
      assertThat(placesOfLogs.values()).contains(0, 1, 2, 3, 4);
      assertThat(own.receipts.get(1).withoutTrace()).isEqualTo(1);
    }
  }

  @Test
  void shouldSayWhichSpansAreDeadLettersAndWriteThemAllTheSame() throws Exception {
    try (Own own = new Own("rejected", "partitioning: trace_id")) {
      ExportTraceServiceRequest mixed =
          Traces.spans(trace, Traces.trace("broken").traceId("00").root("GET /"));
      HttpResponse<byte[]> response = own.post("/v1/traces", PROTOBUF, mixed.toByteArray());

      var partial = ExportTraceServiceResponse.parseFrom(response.body()).getPartialSuccess();
      assertThat(partial.getRejectedSpans()).isEqualTo(1);
      assertThat(partial.getErrorMessage()).contains("dead letters");
      assertThat(own.read("spans"))
          .hasSize(2)
          .filteredOn(record -> record.key() == null)
          .singleElement()
          .satisfies(
              record -> assertThat(spans(record.value()).get(0).getName()).isEqualTo("GET /"));
    }
  }

  @Test
  void shouldCutLargeRequestsIntoRecordsThatKafkaTakes() throws Exception {
    for (String encoding : List.of("otlp_proto", "otlp_json")) {
      try (Own own = new Own("large_" + encoding, "encoding: " + encoding)) {
        TraceBuilder[] traces =
            IntStream.range(0, 60)
                .mapToObj(
                    i -> Traces.trace("t" + i).root("GET /").attribute("text", "x".repeat(50_000)))
                .toArray(TraceBuilder[]::new);
        TraceBuilder giant =
            Traces.trace("giant").root("GET /giant").attribute("text", "x".repeat(2_000_000));
        own.post("/v1/traces", PROTOBUF, Traces.spans(traces).toByteArray());
        own.post("/v1/traces", PROTOBUF, giant.request().toByteArray());

        List<ConsumerRecord<byte[], byte[]>> records = own.read("spans");
        assertThat(records).hasSizeBetween(4, 20);
        List<Span> spans = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
          byte[] value = record.value();
          spans.addAll(
              spans(
                  encoding.equals("otlp_json") ? OtlpJson.toProtobuf(Signal.SPANS, value) : value));
        }
        assertThat(spans).hasSize(61);
        assertThat(spans.stream().map(Span::getSpanId).distinct()).hasSize(61);
        assertThat(spans)
            .filteredOn(span -> span.getName().equals("GET /"))
            .allMatch(span -> span.getSerializedSize() > 50_000);
      }
    }
  }

  private static List<Span> spans(byte[] value) throws Exception {
    return ExportTraceServiceRequest.parseFrom(value).getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  private static List<LogRecord> logs(byte[] value) throws Exception {
    return ExportLogsServiceRequest.parseFrom(value).getResourceLogsList().stream()
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .toList();
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}
