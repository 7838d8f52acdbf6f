// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static io.traceweir.testkit.Traces.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.testkit.TraceBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is written of a giant trace. */
class SelectionTest {
  private static final int ROOMY = 1 << 20;
  private static final long MANY_BYTES = 1 << 30;

  private static List<String> names(Selection selection, Trace trace) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < trace.spanCount(); i++) {
      if (selection.has(trace.span(i))) {
        names.add(trace.span(i).name());
      }
    }
    for (int i = 0; i < trace.logCount(); i++) {
      if (selection.has(trace.log(i))) {
        names.add(trace.log(i).body());
      }
    }
    return names;
  }

  private static List<String> essentials(TraceBuilder builder) {
    Trace trace = Reading.of(builder);
    return names(Selection.none(trace).withEssentials(), trace);
  }

  @Test
  void shouldTakeWhatCameFirstUpToSoManySpansAndLogs() {
    Trace trace =
        Reading.of(
            trace("a")
                .root("a")
                .log(SeverityNumber.SEVERITY_NUMBER_INFO, "x")
                .log(SeverityNumber.SEVERITY_NUMBER_INFO, "y")
                .child("b")
                .child("c"));

    assertThat(names(Selection.first(trace, 2, MANY_BYTES), trace)).containsExactly("a", "b");
    assertThat(names(Selection.first(trace, 4, MANY_BYTES), trace))
        .containsExactly("a", "b", "c", "x");
    assertThat(names(Selection.first(trace, 9, MANY_BYTES), trace)).hasSize(5);
  }

  @Test
  void shouldTakeWhatCameFirstUpToSoManyBytes() {
    Trace trace =
        Reading.of(trace("a").root("a").child("b").log(SeverityNumber.SEVERITY_NUMBER_INFO, "x"));
    long two = (long) trace.span(0).length + trace.span(1).length;

    assertThat(names(Selection.first(trace, 9, two - 1), trace)).containsExactly("a");
    assertThat(names(Selection.first(trace, 9, two), trace)).containsExactly("a", "b");
    assertThat(names(Selection.first(trace, 9, trace.bytes()), trace))
        .containsExactly("a", "b", "x");
  }

  @Test
  void shouldKeepFailedSpansWithTheirAncestors() {
    assertThat(
            essentials(
                trace("a")
                    .root("a")
                    .child("b")
                    .child("failed")
                    .error()
                    .child("below")
                    .up()
                    .sibling("beside")))
        .containsExactly("a", "b", "failed");
  }

  @Test
  void shouldKeepSpansThatEnterAServiceWhereTheirParentIsNotHere() {
    assertThat(
            essentials(
                trace("a")
                    .orphan("entry")
                    .calls("b", "here")
                    .orphan("other entry")
                    .child("inside")
                    .orphan("inner")
                    .client()))
        .containsExactly("entry", "other entry");
  }

  @Test
  void shouldKeepLogsThatAreErrors() {
    assertThat(
            essentials(
                trace("a")
                    .orphan("a")
                    .client()
                    .log(SeverityNumber.SEVERITY_NUMBER_WARN4, "warning")
                    .log(SeverityNumber.SEVERITY_NUMBER_ERROR, "error")
                    .log(SeverityNumber.SEVERITY_NUMBER_FATAL, "fatal")))
        .containsExactly("error", "fatal");
  }

  @Test
  void shouldNotGoRoundInACircleOfParents() {
    var builder = trace("a").root("x").spanId("0000000000000001").child("y").error();
    ExportTraceServiceRequest.Builder request = builder.request().toBuilder();
    var spans = request.getResourceSpansBuilder(0).getScopeSpansBuilder(0);
    spans.getSpansBuilder(0).setParentSpanId(spans.getSpans(1).getSpanId());
    TraceReader reader = new TraceReader(new AttributeNames(), new ResourceCache());
    Trace trace = Reading.of(builder.traceId(), request.build().toByteArray(), new byte[0], reader);

    assertThat(names(Selection.none(trace).withEssentials(), trace)).containsExactly("x", "y");
  }

  @Test
  void shouldStateOnTheRootWhatWasCut() throws Exception {
    TraceBuilder builder = trace("a").root("a").child("b").child("c");
    List<Span> spans = written(builder, 2, Annotation.Where.NONE);

    assertThat(spans).extracting(Span::getName).containsExactly("a", "b");
    assertThat(attributes(spans.get(0))).isEqualTo("{traceweir.cut_spans=7}");
    assertThat(attributes(spans.get(1))).isEqualTo("{}");
  }

  @Test
  void shouldStateOnTheEarliestWrittenSpanWhatWasCutWhenTheRootIsNotWritten() throws Exception {
    TraceBuilder builder =
        trace("a")
            .orphan("b")
            .client()
            .after(Duration.ofSeconds(2))
            .orphan("c")
            .client()
            .after(Duration.ofSeconds(1))
            .root("root");
    List<Span> spans = written(builder, 2, Annotation.Where.ROOT);

    assertThat(spans).extracting(Span::getName).containsExactly("b", "c");
    assertThat(attributes(spans.get(0))).isEqualTo("{}");
    assertThat(attributes(spans.get(1)))
        .isEqualTo("{traceweir.cut_spans=7, traceweir.rule=rule, traceweir.trigger=late}");
  }

  @Test
  void shouldStateOnceWhatWasCutWhereAllSpansSayWhy() throws Exception {
    List<Span> spans = written(trace("a").root("a").child("b"), 2, Annotation.Where.ALL);

    assertThat(attributes(spans.get(0)))
        .isEqualTo("{traceweir.cut_spans=7, traceweir.rule=rule, traceweir.trigger=late}");
    assertThat(attributes(spans.get(1))).isEqualTo("{traceweir.rule=rule, traceweir.trigger=late}");
  }

  @Test
  void shouldReplaceWhatAnEarlierTraceweirCut() throws Exception {
    TraceBuilder builder = trace("a").root("a").attribute("traceweir.cut_spans", 3L);

    assertThat(written(builder, 1, Annotation.Where.NONE).get(0).getAttributesList()).hasSize(1);
  }

  @Test
  void shouldWriteSelectedLogsOnly() throws Exception {
    Trace trace =
        Reading.of(
            trace("a")
                .root("a")
                .log(SeverityNumber.SEVERITY_NUMBER_INFO, "x")
                .log(SeverityNumber.SEVERITY_NUMBER_INFO, "y"));
    List<byte[]> requests = new ArrayList<>();
    Written written =
        new TraceWriter().logs(trace, Selection.first(trace, 2, MANY_BYTES), ROOMY, requests::add);

    assertThat(written.items()).isEqualTo(1);
    assertThat(
            ExportLogsServiceRequest.parseFrom(requests.get(0))
                .getResourceLogs(0)
                .getScopeLogs(0)
                .getLogRecordsList())
        .singleElement()
        .satisfies(log -> assertThat(log.getBody().getStringValue()).isEqualTo("x"));
  }

  private static List<Span> written(TraceBuilder builder, int spans, Annotation.Where where)
      throws Exception {
    Trace trace = Reading.of(builder);
    List<byte[]> requests = new ArrayList<>();
    var why = new Annotation("rule", "late", -1, where, 7);
    Selection selection = Selection.first(trace, spans, MANY_BYTES);
    Written written = new TraceWriter().spans(trace, selection, why, ROOMY, requests::add);
    assertThat(written.items()).isEqualTo(spans);
    return ExportTraceServiceRequest.parseFrom(requests.get(0)).getResourceSpansList().stream()
        .flatMap(r -> r.getScopeSpansList().stream())
        .flatMap(s -> s.getSpansList().stream())
        .toList();
  }

  private static String attributes(Span span) {
    return span.getAttributesList().stream()
        .collect(
            Collectors.toMap(
                a -> a.getKey(),
                a ->
                    a.getValue().hasIntValue()
                        ? Long.toString(a.getValue().getIntValue())
                        : a.getValue().getStringValue(),
                (x, y) -> y,
                TreeMap::new))
        .toString();
  }
}
