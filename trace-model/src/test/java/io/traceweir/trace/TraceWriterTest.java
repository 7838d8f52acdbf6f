// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static io.traceweir.testkit.Traces.trace;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.tracestate.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TraceWriterTest {
  private static final int ROOMY = 1 << 20;
  private static final long HALF = Threshold.ofProbability(0.5);

  private final TraceWriter writer = new TraceWriter();

  @Test
  void shouldSayOnTheRootWhyTheTraceWasKept() throws Exception {
    TraceBuilder trace = trace("a").root("GET /").attribute("k", "v").child("db").up().child("x");
    List<Span> spans = spans(trace, annotation(-1, Annotation.Where.ROOT), ROOMY);
    assertThat(spans).hasSize(3);
    assertThat(attributes(spans.get(0)))
        .containsOnlyKeys("k", "traceweir.rule", "traceweir.trigger")
        .containsEntry("traceweir.rule", "errors")
        .containsEntry("traceweir.trigger", "root");
    assertThat(spans.subList(1, 3)).allMatch(span -> span.getAttributesCount() == 0);
  }

  @Test
  void shouldSayItOnTheEarliestSpanWithoutARoot() throws Exception {
    TraceBuilder trace = trace("a").orphan("a").client().child("b").client();
    List<Span> spans = spans(trace, annotation(-1, Annotation.Where.ROOT), ROOMY);
    assertThat(attributes(spans.get(0))).containsKey("traceweir.rule");
    assertThat(attributes(spans.get(1))).isEmpty();
  }

  @Test
  void shouldSayItOnEverySpanOnRequest() throws Exception {
    TraceBuilder trace = trace("a").root("a").child("b");
    assertThat(spans(trace, annotation(-1, Annotation.Where.ALL), ROOMY))
        .allMatch(span -> attributes(span).containsKey("traceweir.rule"));
  }

  @Test
  void shouldReplaceWhatAnEarlierTraceweirSaid() throws Exception {
    TraceBuilder trace =
        trace("a")
            .root("a")
            .attribute("traceweir.rule", "old")
            .attribute("k", "v")
            .attribute("traceweir.trigger", "timeout");
    Span root = spans(trace, annotation(-1, Annotation.Where.ROOT), ROOMY).get(0);
    assertThat(root.getAttributesCount()).isEqualTo(3);
    assertThat(attributes(root)).containsEntry("traceweir.rule", "errors");
  }

  @Test
  void shouldPutTheLargerThresholdIntoEachTracestate() throws Exception {
    TraceBuilder trace =
        trace("a")
            .root("a")
            .child("b")
            .traceState("v=1,ot=th:c")
            .child("c")
            .traceState("v=1,ot=th:4");
    assertThat(spans(trace, annotation(HALF, Annotation.Where.NONE), ROOMY))
        .extracting(Span::getTraceState)
        .containsExactly("ot=th:8", "v=1,ot=th:c", "ot=th:8,v=1");
  }

  @Test
  void shouldCountSpansThatCannotCarryTheThreshold() {
    TraceBuilder trace = trace("a").root("a").traceState("broken").child("b");
    Written written =
        writer.spans(
            Reading.of(trace), annotation(HALF, Annotation.Where.NONE), ROOMY, request -> {});
    assertThat(written).isEqualTo(new Written(2, 0, 0, 1));
  }

  @Test
  void shouldChangeNothingElse() throws Exception {
    TraceBuilder trace =
        trace("a").root("a").attribute("k", "v").event("e").flags(1).error().traceState("v=1");
    Span before = trace.request().getResourceSpans(0).getScopeSpans(0).getSpans(0);
    Span after = spans(trace, annotation(HALF, Annotation.Where.ROOT), ROOMY).get(0);
    assertThat(
            after.toBuilder()
                .setTraceState("v=1")
                .clearAttributes()
                .addAttributes(after.getAttributes(0))
                .build())
        .isEqualTo(before);
  }

  @Test
  void shouldPutTheTracestateWhereFieldOrderHasIt() {
    TraceBuilder trace = trace("a").root("a");
    Trace read = Reading.of(trace);
    List<byte[]> requests = new ArrayList<>();
    writer.spans(read, annotation(HALF, Annotation.Where.NONE), ROOMY, requests::add);
    var expected = trace.request().toBuilder();
    expected
        .getResourceSpansBuilder(0)
        .getScopeSpansBuilder(0)
        .getSpansBuilder(0)
        .setTraceState("ot=th:8");
    assertThat(requests).containsExactly(expected.build().toByteArray());
  }

  @Test
  void shouldMergeEqualResourcesAndScopes() throws Exception {
    TraceBuilder trace =
        trace("a").root("a").service("x").child("b").service("y").child("c").service("x");
    ExportTraceServiceRequest request = requests(trace, Annotation.NOTHING, ROOMY).get(0);
    assertThat(request.getResourceSpansList())
        .extracting(r -> r.getScopeSpans(0).getSpansCount())
        .containsExactly(2, 1);
  }

  @Test
  void shouldSplitAtTheLimit() throws Exception {
    TraceBuilder trace = trace("a").root("a").service("x");
    for (int i = 0; i < 100; i++) {
      trace.child("c" + i).attribute("k", "v".repeat(50)).up();
    }
    List<ExportTraceServiceRequest> requests = requests(trace, Annotation.NOTHING, 2_000);
    assertThat(requests).hasSizeGreaterThan(5);
    assertThat(requests).allMatch(request -> request.getSerializedSize() <= 2_000);
    assertThat(requests)
        .allMatch(r -> r.getResourceSpans(0).getResource().getAttributesCount() == 1);
    assertThat(requests.stream().flatMap(TraceWriterTest::flat))
        .hasSize(101)
        .doesNotHaveDuplicates();
    // nothing smaller would do: each request but the last has no room for another span
    int span = flat(requests.get(0)).skip(1).findFirst().orElseThrow().getSerializedSize() + 3;
    assertThat(requests.subList(0, requests.size() - 1))
        .allMatch(request -> request.getSerializedSize() + span > 2_000);
  }

  @Test
  void shouldFillTheLimitExactly() throws Exception {
    TraceBuilder trace = trace("a").root("a").service("x").child("b").child("c");
    int size = requests(trace, Annotation.NOTHING, ROOMY).get(0).getSerializedSize();
    assertThat(requests(trace, Annotation.NOTHING, size)).hasSize(1);
    assertThat(requests(trace, Annotation.NOTHING, size - 1)).hasSize(2);
  }

  @Test
  void shouldCutTheLongestTextsOfAGiantSpan() throws Exception {
    TraceBuilder trace =
        trace("a")
            .root("n".repeat(1_000))
            .service("shop")
            .attribute("k", "v".repeat(100_000))
            .error()
            .child("b");
    List<byte[]> bytes = new ArrayList<>();
    Written written =
        writer.spans(Reading.of(trace), annotation(HALF, Annotation.Where.ROOT), 2_000, bytes::add);
    assertThat(written).isEqualTo(new Written(2, 1, 0, 0));
    assertThat(bytes).allMatch(request -> request.length <= 2_000);
    ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(bytes.get(0));
    Span cut = request.getResourceSpans(0).getScopeSpans(0).getSpans(0);
    Span whole = trace.request().getResourceSpans(0).getScopeSpans(0).getSpans(0);
    assertThat(attributes(cut))
        .containsOnlyKeys("k", "traceweir.truncated", "traceweir.rule", "traceweir.trigger");
    assertThat(bytes.get(0).length).isGreaterThan(1_900);
    assertThat(cut.getName()).matches("n{800,900}");
    assertThat(attributes(cut).get("k")).hasSameSizeAs(cut.getName());
    assertThat(cut.getTraceState()).isEqualTo("ot=th:8");
    assertThat(cut.toBuilder().clearAttributes().setName(whole.getName()).clearTraceState().build())
        .isEqualTo(whole.toBuilder().clearAttributes().build());
    assertThat(request.getResourceSpans(0).getResource())
        .isEqualTo(trace.request().getResourceSpans(0).getResource());
  }

  @Test
  void shouldCutAGiantResourceAndKeepTheSpan() throws Exception {
    TraceBuilder trace =
        trace("a")
            .root("a")
            .service("shop")
            .resource("env", "e".repeat(100_000))
            .attribute("k", 1L);
    ExportTraceServiceRequest request = requests(trace, Annotation.NOTHING, 2_000).get(0);
    ResourceSpans resource = request.getResourceSpans(0);
    assertThat(request.getSerializedSize()).isLessThanOrEqualTo(2_000);
    assertThat(names(resource.getResource().getAttributesList()))
        .containsExactlyInAnyOrder("service.name", "env", "traceweir.truncated");
    assertThat(resource.getScopeSpans(0).getSpansList())
        .isEqualTo(trace.request().getResourceSpans(0).getScopeSpans(0).getSpansList());
  }

  @Test
  void shouldCutAGiantLogRecord() throws Exception {
    TraceBuilder trace =
        trace("a")
            .root("a")
            .service("shop")
            .log(SeverityNumber.SEVERITY_NUMBER_ERROR, "m".repeat(10_000))
            .log(SeverityNumber.SEVERITY_NUMBER_INFO, "fine");
    List<byte[]> bytes = new ArrayList<>();
    Written written = writer.logs(Reading.of(trace), 2_000, bytes::add);
    assertThat(written).isEqualTo(new Written(2, 1, 0, 0));
    assertThat(bytes).hasSize(2).allMatch(request -> request.length <= 2_000);
    List<LogRecord> logs = logsOf(bytes);
    var whole = trace.logs().getResourceLogs(0).getScopeLogs(0).getLogRecordsList();
    assertThat(logs.get(0).getBody().getStringValue()).matches("m{1700,2000}");
    assertThat(names(logs.get(0).getAttributesList())).containsExactly("traceweir.truncated");
    assertThat(logs.get(0).toBuilder().clearBody().clearAttributes().build())
        .isEqualTo(whole.get(0).toBuilder().clearBody().build());
    assertThat(logs.get(1)).isEqualTo(whole.get(1));
  }

  @Test
  void shouldCutADamagedSpanSoThatOthersCanReadTheRest() throws Exception {
    Span whole = trace("a").root("a").request().getResourceSpans(0).getScopeSpans(0).getSpans(0);
    Span damaged =
        whole.toBuilder()
            .setName("damaged")
            .setKindValue(1)
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(
                        9,
                        UnknownFieldSet.Field.newBuilder()
                            .addLengthDelimited(ByteString.copyFromUtf8("\n\u0005k"))
                            .build())
                    .build())
            .build();
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request.addResourceSpansBuilder().addScopeSpansBuilder().addSpans(damaged).addSpans(whole);
    Trace trace =
        Reading.of(
            trace("a").traceId(),
            request.build().toByteArray(),
            new byte[0],
            new TraceReader(new AttributeNames(), new ResourceCache()));
    List<byte[]> bytes = new ArrayList<>();
    Written written = writer.spans(trace, Annotation.NOTHING, ROOMY, bytes::add);
    assertThat(written).isEqualTo(new Written(2, 1, 0, 0));
    List<Span> spans = flat(ExportTraceServiceRequest.parseFrom(bytes.get(0))).toList();
    assertThat(spans.get(0).getName()).isEqualTo("damaged");
    assertThat(attributes(spans.get(0))).containsOnlyKeys("traceweir.truncated");
    assertThat(spans.get(1)).isEqualTo(whole);
  }

  @Test
  void shouldMendTextAnywhereAroundASpan() throws Exception {
    TraceBuilder trace =
        trace("a").root("GET /").service("shop").resource("zone", "XX").attribute("k", "XX");
    var request = trace.request().toBuilder();
    request.getResourceSpansBuilder(0).setSchemaUrl("XX");
    request.getResourceSpansBuilder(0).getScopeSpansBuilder(0).getScopeBuilder().setName("XX");
    byte[] sent = request.build().toByteArray();
    for (int i = 0; i < sent.length - 1; i++) {
      if (sent[i] == 'X' && sent[i + 1] == 'X') {
        sent[i] = (byte) 0xFF;
      }
    }
    TraceReader reader = new TraceReader(new AttributeNames(), new ResourceCache());
    Trace read = Reading.of(trace.traceId(), sent, new byte[0], reader);
    List<byte[]> bytes = new ArrayList<>();

    Written written =
        writer.spans(read, annotation(HALF, Annotation.Where.NONE), ROOMY, bytes::add);

    assertThat(written).isEqualTo(new Written(1, 0, 1, 0));
    ResourceSpans resource = ExportTraceServiceRequest.parseFrom(bytes.get(0)).getResourceSpans(0);
    String mended = "\uFFFDX";
    assertThat(resource.getSchemaUrl()).isEqualTo(mended);
    assertThat(resource.getResource().getAttributesList())
        .extracting(a -> a.getValue().getStringValue())
        .containsExactlyInAnyOrder("shop", mended);
    assertThat(resource.getScopeSpans(0).getScope().getName()).isEqualTo(mended);
    Span span = resource.getScopeSpans(0).getSpans(0);
    assertThat(attributes(span)).containsEntry("k", mended);
    assertThat(span.getTraceState()).isEqualTo("ot=th:8");
  }

  @Test
  void shouldWriteLogsWithoutATrace() throws Exception {
    LogRecord record = LogRecord.newBuilder().setSeverityText("WARN").build();
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    request
        .addResourceLogsBuilder()
        .addScopeLogsBuilder()
        .addLogRecords(record)
        .addLogRecords(record.toBuilder().setTraceId(ByteString.copyFrom(new byte[16])))
        .addLogRecords(
            record.toBuilder().setBody(AnyValue.newBuilder().setStringValue("x".repeat(9_000))))
        .addLogRecords(record.toBuilder().setTraceId(ByteString.copyFromUtf8("of another trace")));
    byte[] logs = request.build().toByteArray();
    TraceReader reader = new TraceReader(new AttributeNames(), new ResourceCache());
    Trace read = Reading.of(TraceId.NONE.hex(), new byte[0], logs, reader);
    List<byte[]> bytes = new ArrayList<>();

    assertThat(writer.logs(read, 2_000, bytes::add)).isEqualTo(new Written(3, 1, 0, 0));
    assertThat(bytes).allMatch(one -> one.length <= 2_000);
    List<LogRecord> written = logsOf(bytes);
    assertThat(written.subList(0, 2)).extracting(LogRecord::getSeverityText).containsOnly("WARN");
    assertThat(written.get(2).getTraceId()).isEqualTo(ByteString.EMPTY);
    assertThat(written.get(2).getBody().getStringValue()).matches("x{1700,2000}");
  }

  private static List<LogRecord> logsOf(List<byte[]> requests)
      throws InvalidProtocolBufferException {
    List<LogRecord> logs = new ArrayList<>();
    for (byte[] request : requests) {
      ExportLogsServiceRequest.parseFrom(request)
          .getResourceLogsList()
          .forEach(r -> r.getScopeLogsList().forEach(s -> logs.addAll(s.getLogRecordsList())));
    }
    return logs;
  }

  @Test
  void shouldWriteNothingForNothing() {
    Trace trace = Reading.of(trace("a").root("a"));
    List<byte[]> requests = new ArrayList<>();
    assertThat(writer.logs(trace, ROOMY, requests::add)).isEqualTo(new Written(0, 0, 0, 0));
    assertThat(requests).isEmpty();
  }

  private static Annotation annotation(long threshold, Annotation.Where where) {
    return new Annotation("errors", "root", threshold, where);
  }

  private List<ExportTraceServiceRequest> requests(
      TraceBuilder trace, Annotation annotation, int maxBytes) throws Exception {
    List<byte[]> bytes = new ArrayList<>();
    writer.spans(Reading.of(trace), annotation, maxBytes, bytes::add);
    List<ExportTraceServiceRequest> requests = new ArrayList<>();
    for (byte[] request : bytes) {
      requests.add(ExportTraceServiceRequest.parseFrom(request));
    }
    return requests;
  }

  private List<Span> spans(TraceBuilder trace, Annotation annotation, int maxBytes)
      throws Exception {
    return requests(trace, annotation, maxBytes).stream().flatMap(TraceWriterTest::flat).toList();
  }

  private static Stream<Span> flat(ExportTraceServiceRequest request) {
    return request.getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream());
  }

  private static Map<String, String> attributes(Span span) {
    return span.getAttributesList().stream()
        .collect(Collectors.toMap(KeyValue::getKey, a -> a.getValue().getStringValue()));
  }

  private static List<String> names(List<KeyValue> attributes) {
    return attributes.stream().map(KeyValue::getKey).toList();
  }
}
