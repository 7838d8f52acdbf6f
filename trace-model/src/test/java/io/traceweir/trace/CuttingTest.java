// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static io.traceweir.testkit.Traces.trace;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CuttingTest {
  private static final int LIMIT = 100_000;
  private static final int GIANT = 2_000_000;
  private static final Span SPAN =
      trace("a").root("GET /").request().getResourceSpans(0).getScopeSpans(0).getSpans(0);
  private static final KeyValue TRUNCATED =
      attribute("traceweir.truncated", AnyValue.newBuilder().setBoolValue(true));

  private final TraceReader reader = new TraceReader(new AttributeNames(), new ResourceCache());

  private static KeyValue attribute(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static KeyValue attribute(String key, String value) {
    return attribute(key, AnyValue.newBuilder().setStringValue(value));
  }

  private static ExportTraceServiceRequest request(Consumer<Span.Builder> change) {
    ExportTraceServiceRequest.Builder request = trace("a").root("GET /").request().toBuilder();
    change.accept(request.getResourceSpansBuilder(0).getScopeSpansBuilder(0).getSpansBuilder(0));
    return request.build();
  }

  private Span cut(Consumer<Span.Builder> change) throws Exception {
    ExportTraceServiceRequest cut = write(request(change), LIMIT);
    return cut.getResourceSpans(0).getScopeSpans(0).getSpans(0);
  }

  /** Of one span that has to be cut. */
  private ExportTraceServiceRequest write(ExportTraceServiceRequest whole, int limit)
      throws Exception {
    Trace read = Reading.of(trace("a").traceId(), whole.toByteArray(), new byte[0], reader);
    List<byte[]> requests = new ArrayList<>();
    Written written = new TraceWriter().spans(read, Annotation.NOTHING, limit, requests::add);
    assertThat(written).isEqualTo(new Written(1, 1, 0, 0));
    assertThat(requests).hasSize(1).allMatch(request -> request.length <= limit);
    return ExportTraceServiceRequest.parseFrom(requests.get(0));
  }

  @Test
  void shouldShortenOnlyTheGiantAttribute() throws Exception {
    KeyValue small = attribute("url.path", "/checkout".repeat(50));
    Span cut = cut(s -> s.addAttributes(attribute("big", "x".repeat(GIANT))).addAttributes(small));

    assertThat(cut.getAttributesList()).hasSize(3).contains(small, TRUNCATED);
    assertThat(cut.getAttributes(0).getValue().getStringValue()).matches("x{99000,100000}");
    assertThat(cut.toBuilder().clearAttributes().build()).isEqualTo(SPAN);
  }

  @Test
  void shouldShortenAllGiantsToTheSameLength() throws Exception {
    Span cut =
        cut(
            s ->
                s.addAttributes(attribute("a", "x".repeat(GIANT)))
                    .addEvents(Event.newBuilder().addAttributes(attribute("b", "y".repeat(90_000))))
                    .setName("z".repeat(20_000)));

    assertThat(cut.getName()).hasSize(20_000);
    int length = cut.getAttributes(0).getValue().getStringValue().length();
    assertThat(length).isBetween(39_000, 40_000);
    assertThat(cut.getEvents(0).getAttributes(0).getValue().getStringValue()).hasSize(length);
  }

  @Test
  void shouldLeaveOutTheLastOfManySmallAttributes() throws Exception {
    List<KeyValue> many =
        IntStream.range(0, 50_000).mapToObj(i -> attribute("key " + i, "value")).toList();
    Span cut = cut(s -> s.addAllAttributes(many).setDroppedAttributesCount(7));

    int left = cut.getAttributesCount() - 1;
    assertThat(left).isBetween(4_000, 7_000);
    assertThat(cut.getAttributesList().subList(0, left)).isEqualTo(many.subList(0, left));
    assertThat(cut.getAttributes(left)).isEqualTo(TRUNCATED);
    assertThat(cut.getDroppedAttributesCount()).isEqualTo(50_000 - left + 7);
  }

  @Test
  void shouldRatherLeaveOutEventsAndLinksThanAttributes() throws Exception {
    KeyValue small = attribute("url.path", "/");
    Event event = Event.newBuilder().setName("retry").build();
    Span cut =
        cut(
            s -> {
              s.addAttributes(small).addLinks(Span.Link.newBuilder().setTraceState("a=b"));
              IntStream.range(0, 50_000).forEach(i -> s.addEvents(event));
            });

    assertThat(cut.getAttributesList()).containsExactly(small, TRUNCATED);
    assertThat(cut.getDroppedLinksCount()).isEqualTo(1);
    assertThat(cut.getEventsCount()).isGreaterThan(1_000);
    assertThat(cut.getDroppedEventsCount()).isEqualTo(50_000 - cut.getEventsCount());
  }

  @Test
  void shouldLeaveOutAListOfManyNumbersAndNothingElse() throws Exception {
    ArrayValue.Builder numbers = ArrayValue.newBuilder();
    IntStream.range(0, 100_000).forEach(i -> numbers.addValuesBuilder().setIntValue(i));
    KeyValue list = attribute("list", AnyValue.newBuilder().setArrayValue(numbers));
    KeyValue small = attribute("url.path", "/");
    Span cut = cut(s -> s.addAttributes(list).addAttributes(small));

    assertThat(cut.getAttributesList()).containsExactly(small, TRUNCATED);
    assertThat(cut.getDroppedAttributesCount()).isEqualTo(1);
  }

  @Test
  void shouldCutTextBetweenCharacters() throws Exception {
    for (String prefix : List.of("", "a", "ab", "abc")) {
      String text = prefix + "\uD83D\uDE00".repeat(GIANT / 4);
      Span cut = cut(s -> s.addAttributes(attribute("big", text)));

      String left = cut.getAttributes(0).getValue().getStringValue();
      assertThat(text).startsWith(left);
      assertThat(left.length()).isGreaterThan(LIMIT / 2 - 500);
    }
  }

  @Test
  void shouldFallBackToEssentialsWhenNothingCanBeLeftOut() throws Exception {
    Span cut =
        cut(
            s ->
                s.addAttributes(attribute("url.path", "/"))
                    .setTraceState("a=" + "b".repeat(GIANT)));

    assertThat(cut.getAttributesList()).containsExactly(TRUNCATED);
    assertThat(cut.getTraceState()).isEmpty();
  }

  @Test
  void shouldCutAGiantResourceOnceForAllOfItsSpans() throws Exception {
    ExportTraceServiceRequest.Builder request =
        trace("a").root("GET /").service("shop").child("b").request().toBuilder();
    Resource.Builder resource = request.getResourceSpansBuilder(0).getResourceBuilder();
    resource.addAttributes(attribute("env", "x".repeat(GIANT)));
    Trace read =
        Reading.of(trace("a").traceId(), request.build().toByteArray(), new byte[0], reader);
    List<byte[]> requests = new ArrayList<>();
    Written written = new TraceWriter().spans(read, Annotation.NOTHING, LIMIT, requests::add);

    assertThat(written).isEqualTo(new Written(2, 2, 0, 0));
    assertThat(requests).hasSize(1);
    ExportTraceServiceRequest cut = ExportTraceServiceRequest.parseFrom(requests.get(0));
    assertThat(cut.getResourceSpansCount()).isEqualTo(1);
    assertThat(cut.getResourceSpans(0).getResource().getAttributesList())
        .hasSize(3)
        .contains(attribute("service.name", "shop"), TRUNCATED);
    assertThat(cut.getResourceSpans(0).getScopeSpansList())
        .isEqualTo(request.getResourceSpans(0).getScopeSpansList());
    assertThat(read.isTruncated()).isFalse();
    assertThat(Reading.of(trace("a").traceId(), requests.get(0), new byte[0], reader).isTruncated())
        .isTrue();
  }

  @Test
  void shouldShortenTheBodyOfALogRecord() throws Exception {
    LogRecord whole =
        LogRecord.newBuilder()
            .setTraceId(ByteString.fromHex(trace("a").traceId()))
            .setBody(AnyValue.newBuilder().setStringValue("x".repeat(GIANT)))
            .addAttributes(attribute("k", "v"))
            .build();
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    request.addResourceLogsBuilder().addScopeLogsBuilder().addLogRecords(whole);
    Trace read =
        Reading.of(trace("a").traceId(), new byte[0], request.build().toByteArray(), reader);
    List<byte[]> requests = new ArrayList<>();
    Written unused = new TraceWriter().logs(read, LIMIT, requests::add);

    LogRecord cut =
        ExportLogsServiceRequest.parseFrom(requests.get(0))
            .getResourceLogs(0)
            .getScopeLogs(0)
            .getLogRecords(0);
    assertThat(cut.getBody().getStringValue()).matches("x{99000,100000}");
    assertThat(cut.getAttributesList()).containsExactly(attribute("k", "v"), TRUNCATED);
  }

  /** Whatever the limit and the sizes, the request fits, and little room is left unused. */
  @Test
  void shouldFitAnyLimit() throws Exception {
    long seed = 5;
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      int longest = 1 + random.nextInt(20_000);
      ExportTraceServiceRequest whole =
          request(
              s -> {
                for (int k = random.nextInt(30); k >= 0; k--) {
                  String value = "é".repeat(random.nextInt(longest));
                  s.addAttributes(attribute("key " + k, value));
                  s.addEvents(Event.newBuilder().setName(value));
                }
              });
      int size = whole.getSerializedSize();
      int limit = Math.min(size - 1, 1_000 + random.nextInt(size));
      if (limit >= 1_000) {
        ExportTraceServiceRequest cut = write(whole, limit);
        Span span = cut.getResourceSpans(0).getScopeSpans(0).getSpans(0);
        assertThat(span.getAttributesList()).as("seed %d, case %d", seed, i).contains(TRUNCATED);
        assertThat(span.getSpanId()).isEqualTo(SPAN.getSpanId());
      }
    }
  }
}
