// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_INFO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.traceweir.otlp.MalformedOtlpException.Reason;
import io.traceweir.testkit.Traces;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpJsonTest {
  private static final String SPAN =
      """
      {"resourceSpans":[{"scopeSpans":[{"spans":[{%s}]}]}]}""";

  @Test
  void shouldWriteIdsAsHexLongsAsStringsAndEnumsAsNumbers() {
    ExportTraceServiceRequest request =
        Traces.trace("a")
            .traceId("0102030405060708090a0b0c0d0e0fff")
            .root("GET /")
            .spanId("00000000000000fe")
            .error()
            .attribute("count", 7)
            .attribute("raw", new byte[] {1, 2, 3})
            .attribute("nan", Double.NaN)
            .request();

    assertThat(OtlpJson.toJson(request.getResourceSpans(0).getScopeSpans(0).getSpans(0)))
        .isEqualTo(
            """
            {"traceId":"0102030405060708090a0b0c0d0e0fff","spanId":"00000000000000fe",\
            "name":"GET /","kind":2,"startTimeUnixNano":"1000000000",\
            "endTimeUnixNano":"1100000000","attributes":[\
            {"key":"count","value":{"intValue":"7"}},\
            {"key":"raw","value":{"bytesValue":"AQID"}},\
            {"key":"nan","value":{"doubleValue":"NaN"}}],"status":{"code":2}}""");
  }

  @Test
  void shouldKeepAValueThatIsSetToItsDefault() {
    assertThat(OtlpJson.toJson(AnyValue.newBuilder().setBoolValue(false)))
        .isEqualTo("{\"boolValue\":false}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"kind\":3,\"endTimeUnixNano\":\"12000000000\"",
        "\"kind\":\"SPAN_KIND_CLIENT\",\"endTimeUnixNano\":12000000000",
        "\"kind\":3,\"end_time_unix_nano\":1.2e10",
        "\"news\":{\"a\":[{}]},\"kind\":3,\"endTimeUnixNano\":12e9,\"events\":null"
      })
  void shouldReadWhatCollectorsWrite(String fields) throws Exception {
    assertThat(span(fields))
        .isEqualTo(
            Span.newBuilder()
                .setKind(SpanKind.SPAN_KIND_CLIENT)
                .setEndTimeUnixNano(12_000_000_000L)
                .build());
  }

  @Test
  void shouldLeaveAnEnumUnsetWhoseNameIsUnknownAndKeepANumberThatIs() throws Exception {
    assertThat(span("\"kind\":\"SPAN_KIND_ROBOT\"")).isEqualTo(Span.getDefaultInstance());
    assertThat(span("\"kind\":77").getKindValue()).isEqualTo(77);
  }

  @Test
  void shouldReadUnsignedNumbersToTheirEnd() throws Exception {
    Span span = span("\"startTimeUnixNano\":\"18446744073709551615\",\"flags\":4294967295");
    assertThat(span.getStartTimeUnixNano()).isEqualTo(-1);
    assertThat(span.getFlags()).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"traceId\":{}",
        "\"traceId\":[]",
        "\"name\":7",
        "\"name\":{}",
        "\"events\":{}",
        "\"status\":3",
        "\"startTimeUnixNano\":\"-1\"",
        "\"startTimeUnixNano\":\"18446744073709551616\"",
        "\"startTimeUnixNano\":1e999999999",
        "\"startTimeUnixNano\":\"\"",
        "\"startTimeUnixNano\":1.5",
        "\"flags\":4294967296",
        "\"kind\":99999999999",
        "\"attributes\":[{\"value\":{\"bytesValue\":\"%\"}}]",
        "\"attributes\":[{\"value\":{\"boolValue\":\"true\"}}]",
      })
  void shouldRefuseAValueThatDoesNotFitItsFieldWithoutQuotingIt(String fields) {
    MalformedOtlpException refusal =
        refusal(Signal.SPANS, SPAN.formatted("\"name\":\"s3cret\"," + fields));
    assertThat(refusal.reason()).isEqualTo(Reason.BAD_JSON);
    assertThat(refusal).hasMessageMatching(".* at byte \\d+").hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "\"traceId\":\"xyz\"|invalid_trace_id",
        "\"traceId\":\"zz020304050607080102030405060708\"|invalid_trace_id",
        "\"traceId\":7|invalid_trace_id",
        "\"traceId\":\"01020304050607080102030405060708\",\"spanId\":\"010203040506070\"|invalid_span_id",
      })
  void shouldRefuseOnlyTheSpanWhoseIdIsNoHex(String ids, String reason) throws Exception {
    String good =
        "{\"traceId\":\"01020304050607080102030405060708\",\"spanId\":\"0102030405060708\"}";
    String json = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[%s,{%s,\"name\":\"bad\"}]}]}]}";
    Parts parts = new Parts();
    new RequestSplitter()
        .split(
            Signal.SPANS,
            OtlpJson.toProtobuf(Signal.SPANS, json.formatted(good, ids).getBytes(UTF_8)),
            parts);
    assertThat(parts.traces).hasSize(1);
    assertThat(parts.rejected).containsOnlyKeys(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "##|EMPTY",
        "#  #|EMPTY",
        "{|BAD_JSON",
        "{}{}|BAD_JSON",
        "[]|BAD_JSON",
        "s3cret|BAD_JSON",
        "{\"resourceSpans\":[{}|BAD_JSON",
        "{}|NOT_OTLP",
        "{\"resourceMetrics\":[]}|NOT_OTLP",
        "{\"resourceLogs\":[]}|WRONG_SIGNAL",
      })
  void shouldSayWhyAValueIsNoRequest(String json, Reason reason) {
    MalformedOtlpException refusal = refusal(Signal.SPANS, json);
    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(refusal).hasMessageNotContaining("s3cret");
  }

  @Test
  void shouldRefuseWhatProtobufWouldNotReadBack() throws Exception {
    assertThat(refusal(Signal.SPANS, nested(60)).reason()).isEqualTo(Reason.BAD_JSON);
    assertThat(refusal(Signal.SPANS, nested(100_000)).reason()).isEqualTo(Reason.BAD_JSON);
    byte[] deep = OtlpJson.toProtobuf(Signal.SPANS, nested(40).getBytes(UTF_8));
    assertThat(ExportTraceServiceRequest.parseFrom(deep).getSerializedSize()).isPositive();
  }

  @Test
  void shouldReplaceHalfASurrogatePair() throws Exception {
    assertThat(span("\"name\":\"a\\ud800b\"").getName()).isEqualTo("a?b");
    assertThat(span("\"name\":\"\\ud83d\\ude00\"").getName()).isEqualTo("\uD83D\uDE00");
  }

  @Test
  void shouldGiveBackEveryMessageItWrote() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      Message spans = RandomMessage.fill(someSpans(), random, 0);
      Message logs = RandomMessage.fill(someLogs(), random, 0);
      assertThat(again(Signal.SPANS, spans)).as("seed 7, round %s", i).isEqualTo(spans);
      assertThat(again(Signal.LOGS, logs)).as("seed 7, round %s", i).isEqualTo(logs);
    }
  }

  @Test
  void shouldWriteMetricsToo() {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    request
        .addResourceMetricsBuilder()
        .addScopeMetricsBuilder()
        .addMetricsBuilder()
        .setName("calls")
        .getSumBuilder()
        .addDataPoints(NumberDataPoint.newBuilder().setAsInt(3));
    assertThat(OtlpJson.toJson(request)).contains("\"sum\":{\"dataPoints\":[{\"asInt\":\"3\"}]}");
  }

  /** Not empty: an object without fields is no request. */
  private static ExportTraceServiceRequest.Builder someSpans() {
    return Traces.trace("a").root("GET /").request().toBuilder();
  }

  private static ExportLogsServiceRequest.Builder someLogs() {
    return Traces.trace("a").root("GET /").log(SEVERITY_NUMBER_INFO, "x").logs().toBuilder();
  }

  private static Message again(Signal signal, Message message) throws Exception {
    byte[] json = OtlpJson.toJson(message).getBytes(UTF_8);
    return message.getParserForType().parseFrom(OtlpJson.toProtobuf(signal, json));
  }

  private static Span span(String fields) throws Exception {
    byte[] bytes = OtlpJson.toProtobuf(Signal.SPANS, SPAN.formatted(fields).getBytes(UTF_8));
    return ExportTraceServiceRequest.parseFrom(bytes)
        .getResourceSpans(0)
        .getScopeSpans(0)
        .getSpans(0);
  }

  private static String nested(int levels) {
    String open = "{\"arrayValue\":{\"values\":[".repeat(levels);
    String close = "]}}".repeat(levels);
    return SPAN.formatted("\"attributes\":[{\"value\":" + open + close + "}]");
  }

  private static MalformedOtlpException refusal(Signal signal, String json) {
    return catchThrowableOfType(
        MalformedOtlpException.class, () -> OtlpJson.toProtobuf(signal, json.getBytes(UTF_8)));
  }
}
