// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.traceweir.otlp.Flat;
import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.Parts;
import io.traceweir.otlp.RandomRequests;
import io.traceweir.otlp.RequestSplitter;
import io.traceweir.otlp.Signal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random requests split, read and written; what comes out is compared with the naive model. */
class TraceModelTest {
  private final RequestSplitter splitter = new RequestSplitter();
  private final AttributeNames names = new AttributeNames();
  private final int method = names.slot("http.method");
  private final int status = names.slot("http.status_code");
  private final int cyrillic = names.slot("ключ");
  private final int empty = names.slot("");
  private final TraceReader reader = new TraceReader(names, new ResourceCache(200_000));
  private final TraceWriter writer = new TraceWriter();

  @Test
  void shouldReadAndWriteSpansAsTheModelDoes() {
    RandomRequests requests = new RandomRequests(3);
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      Map<ByteString, List<byte[]>> fragments = new LinkedHashMap<>();
      for (int j = 1 + random.nextInt(3); j > 0; j--) {
        split(Signal.SPANS, requests.spans().toByteArray(), fragments);
      }
      fragments.forEach((id, requestsOfTrace) -> compareSpans(id, requestsOfTrace, random));
    }
  }

  @Test
  void shouldReadAndWriteLogsAsTheModelDoes() {
    RandomRequests requests = new RandomRequests(4);
    Random random = new Random(4);
    for (int i = 0; i < 5_000; i++) {
      Map<ByteString, List<byte[]>> fragments = new LinkedHashMap<>();
      for (int j = 1 + random.nextInt(3); j > 0; j--) {
        split(Signal.LOGS, requests.logs().toByteArray(), fragments);
      }
      fragments.forEach((id, requestsOfTrace) -> compareLogs(id, requestsOfTrace, random));
    }
  }

  private void split(Signal signal, byte[] request, Map<ByteString, List<byte[]>> fragments) {
    Parts parts = new Parts();
    try {
      splitter.split(signal, request, parts);
    } catch (MalformedOtlpException e) {
      assertThat(Flat.of(signal, request)).isEmpty();
    }
    parts.traces.forEach(
        (id, part) ->
            fragments
                .computeIfAbsent(id, i -> new ArrayList<>())
                .add(part.request().toByteArray()));
  }

  private Trace read(Signal signal, ByteString id, List<byte[]> requests, Random random) {
    TraceId traceId = TraceId.ofHex(hex(id));
    reader.begin(traceId.high(), traceId.low());
    for (byte[] request : requests) {
      // anywhere in a larger array
      int offset = random.nextInt(5);
      byte[] within = new byte[offset + request.length + random.nextInt(5)];
      random.nextBytes(within);
      System.arraycopy(request, 0, within, offset, request.length);
      reader.add(signal, within, offset, request.length);
    }
    return reader.finish();
  }

  private void compareSpans(ByteString id, List<byte[]> requests, Random random) {
    Trace trace = read(Signal.SPANS, id, requests, random);
    List<Flat> all = new ArrayList<>();
    requests.forEach(request -> all.addAll(Flat.ofSpans(request)));
    List<Flat> distinct = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Flat flat : all) {
      if (seen.add(hex(flat.span().getSpanId()) + flat.span().getKindValue())) {
        distinct.add(flat);
      }
    }
    assertThat(trace.idHex()).isEqualTo(hex(id));
    assertThat(trace.duplicates()).isEqualTo(all.size() - distinct.size());
    assertThat(trace.misplaced()).isZero();
    assertThat(trace.unreadable()).isZero();
    assertThat(trace.spanCount()).isEqualTo(distinct.size());
    assertThat(trace.bytes()).isEqualTo(distinct.stream().mapToLong(f -> f.item().size()).sum());
    for (int i = 0; i < distinct.size(); i++) {
      compare(trace.span(i), distinct.get(i));
      assertThat(trace.span(i).index()).isEqualTo(i);
    }
    compareTrace(trace, distinct.stream().map(Flat::span).toList());

    List<Flat> written = new ArrayList<>();
    int maxBytes = 300 + random.nextInt(3_000);
    int limit = random.nextBoolean() ? Integer.MAX_VALUE : 4_096 + maxBytes;
    Written result =
        writer.spans(
            trace,
            Annotation.NOTHING,
            limit,
            request -> {
              assertThat(request.length).isLessThanOrEqualTo(limit);
              written.addAll(Flat.ofSpans(request));
            });
    assertThat(result).isEqualTo(new Written(distinct.size(), 0, 0, 0));
    assertThat(written)
        .containsExactlyInAnyOrderElementsOf(distinct.stream().map(Flat::withoutRequest).toList());
  }

  private void compareTrace(Trace trace, List<io.opentelemetry.proto.trace.v1.Span> spans) {
    BigInteger start = unsigned(Long.MIN_VALUE).shiftLeft(1);
    BigInteger end = BigInteger.ZERO;
    int errors = 0;
    for (var span : spans) {
      start = start.min(unsigned(span.getStartTimeUnixNano()));
      end = end.max(unsigned(span.getEndTimeUnixNano()));
      errors += span.getStatus().getCodeValue() == 2 ? 1 : 0;
    }
    assertThat(unsigned(trace.startNanos())).isEqualTo(start);
    assertThat(unsigned(trace.endNanos())).isEqualTo(end);
    assertThat(trace.durationNanos()).isEqualTo(duration(start, end));
    assertThat(trace.errorCount()).isEqualTo(errors);
    Span root = trace.root();
    int expected = root(spans);
    assertThat(root == null ? -1 : root.index()).isEqualTo(expected);
    assertThat(trace.hasRoot())
        .isEqualTo(spans.stream().anyMatch(s -> isNone(s.getParentSpanId())));
    for (int i = 0; i < spans.size(); i++) {
      Span parent = trace.parent(trace.span(i));
      ByteString parentId = spans.get(i).getParentSpanId();
      assertThat(parent != null).as("parent of a span").isEqualTo(hasParent(spans, i));
      if (parent != null) {
        assertThat(ByteString.fromHex("%016x".formatted(parent.id()))).isEqualTo(parentId);
      }
    }
  }

  /** Spans may share an id: one of them, a server's if possible, stands for all. */
  private static boolean hasParent(List<io.opentelemetry.proto.trace.v1.Span> spans, int i) {
    ByteString parentId = spans.get(i).getParentSpanId();
    int stands = -1;
    for (int j = 0; j < spans.size() && !isNone(parentId); j++) {
      if (spans.get(j).getSpanId().equals(parentId)
          && (stands < 0 || (isEntry(spans.get(j)) && !isEntry(spans.get(stands))))) {
        stands = j;
      }
    }
    return stands >= 0 && stands != i;
  }

  private static int root(List<io.opentelemetry.proto.trace.v1.Span> spans) {
    int root = -1;
    int entry = -1;
    for (int i = 0; i < spans.size(); i++) {
      var span = spans.get(i);
      if (isNone(span.getParentSpanId())) {
        root = root < 0 || isEarlier(span, spans.get(root)) ? i : root;
      } else if (isEntry(span) && !hasParent(spans, i)) {
        entry = entry < 0 || isEarlier(span, spans.get(entry)) ? i : entry;
      }
    }
    return root < 0 ? entry : root;
  }

  private static boolean isEntry(io.opentelemetry.proto.trace.v1.Span span) {
    return span.getKindValue() == 2 || span.getKindValue() == 5;
  }

  private static boolean isEarlier(
      io.opentelemetry.proto.trace.v1.Span a, io.opentelemetry.proto.trace.v1.Span b) {
    return unsigned(a.getStartTimeUnixNano()).compareTo(unsigned(b.getStartTimeUnixNano())) < 0;
  }

  private static boolean isNone(ByteString id) {
    return id.isEmpty() || id.equals(ByteString.copyFrom(new byte[8]));
  }

  private void compare(Span actual, Flat flat) {
    var span = flat.span();
    assertThat("%016x".formatted(actual.id())).isEqualTo(hex(span.getSpanId()));
    assertThat(actual.parentId())
        .isEqualTo(
            isNone(span.getParentSpanId())
                ? 0
                : span.getParentSpanId().asReadOnlyByteBuffer().getLong());
    assertThat(actual.name()).isEqualTo(span.getName());
    assertThat(actual.kind()).isEqualTo(span.getKindValue());
    assertThat(actual.status()).isEqualTo(span.getStatus().getCodeValue());
    assertThat(actual.startNanos()).isEqualTo(span.getStartTimeUnixNano());
    assertThat(actual.endNanos()).isEqualTo(span.getEndTimeUnixNano());
    assertThat(actual.durationNanos())
        .isEqualTo(
            duration(unsigned(span.getStartTimeUnixNano()), unsigned(span.getEndTimeUnixNano())));
    assertThat(actual.flags()).isEqualTo(span.getFlags());
    assertThat(actual.traceState())
        .isEqualTo(span.getTraceState().isEmpty() ? null : span.getTraceState());
    compareAttributes(actual, span.getAttributesList());
    compareFrames(actual, flat);
  }

  private void compareFrames(TraceItem actual, Flat flat) {
    assertThat(ByteString.copyFrom(actual.resource().bytes())).isEqualTo(flat.resource());
    assertThat(ByteString.copyFrom(actual.scope().bytes())).isEqualTo(flat.scope());
  }

  private void compareAttributes(TraceItem item, List<KeyValue> attributes) {
    for (int slot : new int[] {method, status, cyrillic, empty}) {
      Object expected = null;
      for (KeyValue attribute : attributes) {
        if (expected == null && attribute.getKey().equals(names.name(slot))) {
          expected = value(attribute.getValue());
        }
      }
      assertThat(item.attribute(slot)).isEqualTo(expected);
    }
  }

  private static @Nullable Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case BYTES_VALUE -> value.getBytesValue().toByteArray();
      case ARRAY_VALUE, KVLIST_VALUE -> json(value);
      default -> null;
    };
  }

  private static String json(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> '"' + value.getStringValue() + '"';
      case BYTES_VALUE ->
          '"' + Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray()) + '"';
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream()
              .map(TraceModelTest::json)
              .collect(Collectors.joining(",", "[", "]"));
      case KVLIST_VALUE ->
          value.getKvlistValue().getValuesList().stream()
              .map(e -> '"' + e.getKey() + "\":" + json(e.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      default -> String.valueOf(value(value));
    };
  }

  private void compareLogs(ByteString id, List<byte[]> requests, Random random) {
    Trace trace = read(Signal.LOGS, id, requests, random);
    List<Flat> all = new ArrayList<>();
    requests.forEach(request -> all.addAll(Flat.ofLogs(request)));
    assertThat(trace.logCount()).isEqualTo(all.size());
    boolean damaged = false;
    for (int i = 0; i < all.size(); i++) {
      compare(trace.log(i), all.get(i));
      damaged |= trace.log(i).isUnreadable();
    }
    assertThat(damaged).isEqualTo(trace.unreadable() > 0);
    List<Flat> written = new ArrayList<>();
    int limit = 5_000 + random.nextInt(3_000);
    Written result =
        writer.logs(
            trace,
            limit,
            request -> {
              assertThat(request.length).isLessThanOrEqualTo(limit);
              written.addAll(Flat.ofLogs(request));
            });
    int mended = (int) all.stream().filter(flat -> !hasFitSpanId(flat)).count();
    assertThat(result).isEqualTo(new Written(all.size(), 0, mended, 0));
    assertThat(written)
        .containsExactlyInAnyOrderElementsOf(
            all.stream()
                .map(flat -> hasFitSpanId(flat) ? flat : flat.withoutSpanId())
                .map(Flat::withoutRequest)
                .toList());
  }

  private static boolean hasFitSpanId(Flat flat) {
    int size = flat.log().getSpanId().size();
    return size == 8 || size == 0;
  }

  private void compare(LogRecord actual, Flat flat) {
    var log = flat.log();
    assertThat(actual.timeNanos())
        .isEqualTo(
            log.getTimeUnixNano() != 0 ? log.getTimeUnixNano() : log.getObservedTimeUnixNano());
    assertThat(actual.severityNumber()).isEqualTo(log.getSeverityNumberValue());
    assertThat(actual.severityText()).isEqualTo(log.getSeverityText());
    assertThat(actual.spanId())
        .isEqualTo(
            log.getSpanId().size() == 8 ? log.getSpanId().asReadOnlyByteBuffer().getLong() : 0);
    Object body = value(log.getBody());
    assertThat(actual.body())
        .isEqualTo(
            body instanceof byte[] bytes
                ? Base64.getEncoder().encodeToString(bytes)
                : body == null ? null : body.toString());
    compareAttributes(actual, log.getAttributesList());
    compareFrames(actual, flat);
  }

  private static BigInteger unsigned(long value) {
    return new BigInteger(Long.toUnsignedString(value));
  }

  private static long duration(BigInteger start, BigInteger end) {
    return end.subtract(start)
        .max(BigInteger.ZERO)
        .min(BigInteger.valueOf(Long.MAX_VALUE))
        .longValueExact();
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
