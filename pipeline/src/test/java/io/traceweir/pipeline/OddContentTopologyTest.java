// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings.Encoding;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only some readers refuse stops nothing, in any form of input and output. */
@ParameterizedClass
@CsvSource({"ANY, OTLP_PROTO", "ANY, OTLP_JSON", "TRACE_ID, OTLP_PROTO", "TRACE_ID, OTLP_JSON"})
@SuppressWarnings("NullAway.Init") // set before the first test
class OddContentTopologyTest {
  private static final String MENDED = "\uFFFDX";

  @Parameter(0)
  Partitioning partitioning;

  @Parameter(1)
  Encoding encoding;

  @TempDir Path stateDir;

  private PipelineDriver driver(Encoding input) {
    PipelineSettings s = QuickSettings.of("unused:9092", stateDir, partitioning);
    PipelineSettings.Input in = s.input();
    PipelineSettings.Output out = s.output();
    return new PipelineDriver(
        new PipelineSettings(
            s.kafka(),
            new PipelineSettings.Input(
                in.spans(), in.logs(), input, in.partitioning(), in.startFrom(), in.maxFuture()),
            s.fragments(),
            s.traces(),
            s.sampling(),
            new PipelineSettings.Output(
                out.spans(),
                out.logs(),
                out.decisions(),
                out.deadLetters(),
                encoding,
                out.logsWithoutTrace()),
            s.metrics()));
  }

  private static TraceBuilder failed(String name) {
    return Traces.trace(name)
        .root("GET /")
        .service("shop")
        .child("db")
        .error()
        .log(SeverityNumber.SEVERITY_NUMBER_ERROR, "no stock");
  }

  private static byte[] key(TraceBuilder trace) {
    return trace.traceId().getBytes(StandardCharsets.US_ASCII);
  }

  /** Where {@code XX} stands, the first of them becomes a byte that is in no UTF-8. */
  private static byte[] withBadText(byte[] request) {
    byte[] bad = request.clone();
    for (int i = 0; i < bad.length - 1; i++) {
      if (bad[i] == 'X' && bad[i + 1] == 'X') {
        bad[i++] = (byte) 0xFF;
      }
    }
    return bad;
  }

  private static void put(ExportTraceServiceRequest.Builder request, String place) {
    var resource = request.getResourceSpansBuilder(0);
    var scope = resource.getScopeSpansBuilder(0);
    switch (place) {
      case "attribute" -> attribute(scope.getSpansBuilder(0), text());
      case "list" -> attribute(scope.getSpansBuilder(0), list(text()));
      case "name" -> scope.getSpansBuilder(0).setName("XX");
      case "trace state" -> scope.getSpansBuilder(0).setTraceState("XX");
      case "event" -> scope.getSpansBuilder(0).addEventsBuilder().setName("XX");
      case "scope" -> scope.getScopeBuilder().setName("XX");
      case "schema URL of the scope" -> scope.setSchemaUrl("XX");
      case "schema URL of the resource" -> resource.setSchemaUrl("XX");
      case "resource" ->
          resource.getResourceBuilder().addAttributesBuilder().setKey("zone").setValue(text());
      default -> throw new IllegalArgumentException(place);
    }
  }

  private static void attribute(Span.Builder span, AnyValue value) {
    span.addAttributesBuilder().setKey("odd").setValue(value);
  }

  private static AnyValue text() {
    return AnyValue.newBuilder().setStringValue("XX").build();
  }

  private static AnyValue list(AnyValue value) {
    return AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value)).build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attribute",
        "list",
        "name",
        "trace state",
        "event",
        "scope",
        "schema URL of the scope",
        "schema URL of the resource",
        "resource"
      })
  void shouldKeepATraceWithTextThatIsNoUtf8(String place) throws Exception {
    ExportTraceServiceRequest.Builder request = failed("odd").request().toBuilder();
    put(request, place);
    String kept = keptOf(withBadText(request.build().toByteArray()));

    assertThat(kept).contains(MENDED).doesNotContain("XX").doesNotContain("truncated");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 46, 47, 48, 49, 60, 500})
  void shouldKeepATraceWithAnAttributeOfManyLevels(int levels) throws Exception {
    AnyValue value = text();
    for (int i = 0; i < levels; i++) {
      value = list(value);
    }
    ExportTraceServiceRequest.Builder request = failed("odd").request().toBuilder();
    attribute(request.getResourceSpansBuilder(0).getScopeSpansBuilder(0).getSpansBuilder(0), value);

    assertThat(keptOf(request.build().toByteArray())).contains("odd").doesNotContain("truncated");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 12})
  void shouldKeepATraceWithALinkToAnIdThatIsNone(int length) throws Exception {
    ExportTraceServiceRequest.Builder request = failed("odd").request().toBuilder();
    request
        .getResourceSpansBuilder(0)
        .getScopeSpansBuilder(0)
        .getSpansBuilder(0)
        .addLinksBuilder()
        .setTraceState("linked")
        .setTraceId(ByteString.copyFrom(new byte[length]));

    // a Collector refuses every request with such an id
    assertThat(keptOf(request.build().toByteArray()))
        .contains("linked")
        .doesNotContain('"' + "00".repeat(length) + '"');
  }

  /** What is kept of the trace with the odd part, as JSON; a healthy trace beside it is whole. */
  private String keptOf(byte[] odd) throws Exception {
    TraceBuilder trace = failed("odd");
    TraceBuilder healthy = failed("healthy");
    try (PipelineDriver pipeline = driver(Encoding.OTLP_PROTO)) {
      pipeline.clock(0);
      pipeline.send("otlp_spans", key(trace), odd, 0);
      pipeline.send(healthy, 0);
      pipeline.clock(2_000);

      assertThat(decided(pipeline)).containsExactlyInAnyOrder(trace.traceId(), healthy.traceId());
      List<ExportTraceServiceRequest> kept = new ArrayList<>();
      for (TestRecord<byte[], byte[]> record : pipeline.records("otlp_spans_kept")) {
        kept.add(ExportTraceServiceRequest.parseFrom(protobuf(Signal.SPANS, record.value())));
      }
      assertThat(kept).hasSize(2).allSatisfy(r -> assertThat(spans(r)).isEqualTo(2));
      assertThat(pipeline.records("otlp_dead_letters")).isEmpty();
      StringBuilder text = new StringBuilder();
      kept.forEach(request -> text.append(OtlpJson.toJson(request)));
      return text.toString();
    }
  }

  private byte[] protobuf(Signal signal, byte[] value) throws MalformedOtlpException {
    return encoding == Encoding.OTLP_JSON ? OtlpJson.toProtobuf(signal, value) : value;
  }

  private List<LogRecord> logs(PipelineDriver pipeline, String topic) throws Exception {
    List<LogRecord> logs = new ArrayList<>();
    for (TestRecord<byte[], byte[]> record : pipeline.records(topic)) {
      logs.addAll(TestTopics.logs(protobuf(Signal.LOGS, record.value())));
    }
    return logs;
  }

  private List<String> decided(PipelineDriver pipeline) throws Exception {
    return logs(pipeline, "otlp_decisions").stream().map(Outputs::traceId).toList();
  }

  private static int spans(ExportTraceServiceRequest request) {
    return request.getResourceSpansList().stream()
        .flatMap(r -> r.getScopeSpansList().stream())
        .mapToInt(s -> s.getSpansCount())
        .sum();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100_000, 1_200_000, 4_000_000})
  void shouldForwardALogWithoutATraceWhoseTextIsNoUtf8(int padding) throws Exception {
    byte[] log = Requests.log(9, "XX" + "y".repeat(padding)).toByteArray();
    try (PipelineDriver pipeline = driver(Encoding.OTLP_PROTO)) {
      pipeline.send("otlp_logs", null, withBadText(log), 0);
      pipeline.send("otlp_logs", null, Requests.log(9, "healthy").toByteArray(), 0);

      assertThat(logs(pipeline, "otlp_logs_kept"))
          .extracting(r -> r.getBody().getStringValue())
          .satisfiesExactly(
              odd -> assertThat(odd).startsWith(MENDED + "y".repeat(Math.min(padding, 200))),
              healthy -> assertThat(healthy).isEqualTo("healthy"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "010203040506070, invalid_span_id",
    "01020304050607zz, invalid_span_id",
    "'', invalid_span_id"
  })
  void shouldRefuseOnlyTheSpanOfAJsonRequestWhoseIdIsNoHex(String id, String reason) {
    String span = "{\"traceId\":\"" + failed("a").traceId() + "\",\"spanId\":\"%s\"}";
    String request =
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":["
            + span.formatted("0102030405060708")
            + ","
            + span.formatted(id)
            + "]}]}]}";
    try (PipelineDriver pipeline = driver(Encoding.OTLP_JSON)) {
      pipeline.send("otlp_spans", key(failed("a")), request.getBytes(StandardCharsets.UTF_8), 0);
      assertThat(pipeline.meters.counter("traceweir.items.in", "signal", "spans").count())
          .isEqualTo(1);
      assertThat(pipeline.meters.counter("traceweir.dead.letters", "reason", reason).count())
          .isEqualTo(1);
      assertThat(pipeline.records("otlp_dead_letters")).hasSize(1);
    }
  }

  /** Bits of valid requests are flipped anywhere; the traces beside them come out as ever. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void shouldTakeAnyDamageWithoutHarmToOthers(long seed) throws Exception {
    Random random = new Random(seed);
    List<TraceBuilder> healthy = new ArrayList<>();
    try (PipelineDriver pipeline = driver(Encoding.OTLP_PROTO)) {
      pipeline.clock(0);
      for (int i = 0; i < 300; i++) {
        TraceBuilder victim = failed("victim " + i).attribute("odd", "größe").event("retry");
        flip(victim.request().toByteArray(), random, b -> send(pipeline, "otlp_spans", victim, b));
        flip(victim.logs().toByteArray(), random, b -> send(pipeline, "otlp_logs", victim, b));
        byte[] free = Requests.log(9, "größe").toByteArray();
        flip(free, random, b -> pipeline.send("otlp_logs", null, b, 0));
        if (i % 30 == 0) {
          healthy.add(failed("healthy " + i));
          pipeline.send(healthy.get(healthy.size() - 1), 0);
        }
      }
      pipeline.clock(20_000);
      assertWhole(pipeline, healthy);
    }
  }

  private static void send(
      PipelineDriver pipeline, String topic, TraceBuilder trace, byte[] request) {
    pipeline.send(topic, key(trace), request, 0);
  }

  private static void flip(byte[] request, Random random, Consumer<byte[]> to) {
    for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
      request[random.nextInt(request.length)] ^= (byte) (1 << random.nextInt(8));
    }
    to.accept(request);
  }

  private void assertWhole(PipelineDriver pipeline, List<TraceBuilder> traces) throws Exception {
    List<String> ids = traces.stream().map(TraceBuilder::traceId).toList();
    assertThat(decided(pipeline)).containsAll(ids);
    int spans = 0;
    for (TestRecord<byte[], byte[]> record : pipeline.records("otlp_spans_kept")) {
      // whatever came in, every record that goes out can be read
      byte[] request = protobuf(Signal.SPANS, record.value());
      for (Span span : TestTopics.spans(request)) {
        spans += ids.contains(HexFormat.of().formatHex(span.getTraceId().toByteArray())) ? 1 : 0;
      }
    }
    assertThat(spans).isEqualTo(2 * traces.size());
    assertThat(logs(pipeline, "otlp_logs_kept"))
        .filteredOn(log -> ids.contains(Outputs.traceId(log)))
        .hasSameSizeAs(traces);
    assertThat(pipeline.records("otlp_dead_letters")).isNotEmpty();
  }
}
