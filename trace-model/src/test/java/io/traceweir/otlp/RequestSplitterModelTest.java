// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Random requests, split by the splitter and by the naive model. */
class RequestSplitterModelTest {
  private static final ByteString ZERO = ByteString.copyFrom(new byte[16]);
  private static final ByteString ZERO_SPAN = ByteString.copyFrom(new byte[8]);

  private int minSeverity;
  private RequestSplitter splitter = new RequestSplitter();

  @Test
  void shouldSplitSpansAsTheModelDoes() throws Exception {
    RandomRequests requests = new RandomRequests(1);
    for (int i = 0; i < 20_000; i++) {
      compare(Signal.SPANS, requests.spans());
    }
  }

  @Test
  void shouldSplitLogsAsTheModelDoes() throws Exception {
    RandomRequests requests = new RandomRequests(2);
    for (int i = 0; i < 20_000; i++) {
      compare(Signal.LOGS, requests.logs());
    }
  }

  @Test
  void shouldSetMildLogsWithoutTraceApart() throws Exception {
    minSeverity = 9;
    splitter = new RequestSplitter(minSeverity);
    RandomRequests requests = new RandomRequests(3);
    for (int i = 0; i < 20_000; i++) {
      compare(Signal.LOGS, requests.logs());
    }
  }

  @Test
  void shouldTakeAnySeverityWhenNotToldOtherwise() throws Exception {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    request
        .addResourceLogsBuilder()
        .addScopeLogsBuilder()
        .addLogRecordsBuilder()
        .setSeverityNumberValue(-1);
    Parts parts = new Parts();
    splitter.split(Signal.LOGS, request.build().toByteArray(), parts);
    assertThat(parts.withoutTrace).hasSize(1);
    assertThat(parts.mild).isZero();
  }

  private void compare(Signal signal, MessageLite request) throws Exception {
    byte[] value = request.toByteArray();
    List<Flat> items = Flat.of(signal, value);
    Parts parts = new Parts();
    try {
      splitter.split(signal, value, parts);
    } catch (MalformedOtlpException e) {
      assertThat(items).isEmpty();
      assertThatThrownBy(() -> splitter.visit(signal, value, new Visited()))
          .isInstanceOf(MalformedOtlpException.class);
      return;
    }
    Expected expected = new Expected();
    items.forEach(item -> expected.add(signal, item));
    compare(signal, parts, expected);
    int requests = parts.traces.size() + parts.withoutTrace.size();
    boolean whole = requests == 1 && expected.rejected.isEmpty() && expected.mild == 0;
    assertThat(parts.arrays).allMatch(array -> (array == value) == whole);
    Visited visited = new Visited();
    splitter.visit(signal, value, visited);
    Map<ByteString, Integer> sizes = new LinkedHashMap<>();
    expected.traces.forEach((id, of) -> sizes.put(id, of.size()));
    assertThat(visited.traces).isEqualTo(sizes);
    assertThat(visited.withoutTrace).isEqualTo(expected.withoutTrace.size() + expected.mild);
    assertThat(visited.rejected)
        .isEqualTo(expected.rejected.values().stream().mapToInt(List::size).sum());
  }

  /** What was said about a request without splitting it. */
  private static final class Visited implements RequestSplitter.Visitor {
    final Map<ByteString, Integer> traces = new LinkedHashMap<>();
    int withoutTrace;
    int rejected;

    @Override
    public void trace(long idHigh, long idLow, int items) {
      byte[] id = ByteBuffer.allocate(16).putLong(idHigh).putLong(idLow).array();
      assertThat(traces.put(ByteString.copyFrom(id), items)).isNull();
    }

    @Override
    public void withoutTrace(int items) {
      withoutTrace += items;
    }

    @Override
    public void rejected(int items) {
      rejected += items;
    }
  }

  private static void compare(Signal signal, Parts parts, Expected expected) {
    assertThat(List.copyOf(parts.traces.keySet())).isEqualTo(List.copyOf(expected.traces.keySet()));
    parts.traces.forEach(
        (id, part) -> compare(signal, part, expected.traces.getOrDefault(id, List.of())));
    assertThat(parts.withoutTrace).hasSize(expected.withoutTrace.isEmpty() ? 0 : 1);
    parts.withoutTrace.forEach(part -> compare(signal, part, expected.withoutTrace));
    assertThat(parts.mild).isEqualTo(expected.mild);
    Map<String, List<Flat>> rejected = new LinkedHashMap<>();
    parts.rejected.forEach(
        (reason, requests) ->
            rejected.put(
                reason,
                requests.stream()
                    .flatMap(r -> Flat.of(signal, r.toByteArray()).stream())
                    .toList()));
    assertThat(rejected).isEqualTo(expected.rejected);
  }

  /** What the model makes of a request. */
  private final class Expected {
    final Map<ByteString, List<Flat>> traces = new LinkedHashMap<>();
    final Map<String, List<Flat>> rejected = new LinkedHashMap<>();
    final List<Flat> withoutTrace = new ArrayList<>();
    int mild;

    void add(Signal signal, Flat item) {
      String reason = reason(signal, item);
      if (!reason.isEmpty()) {
        rejected.computeIfAbsent(reason, r -> new ArrayList<>()).add(item);
      } else if (signal == Signal.SPANS) {
        traces.computeIfAbsent(item.span().getTraceId(), t -> new ArrayList<>()).add(item);
      } else if (!isNoTrace(item.log().getTraceId())) {
        traces.computeIfAbsent(item.log().getTraceId(), t -> new ArrayList<>()).add(item);
      } else if (severity(item) < minSeverity) {
        mild++;
      } else {
        withoutTrace.add(item);
      }
    }
  }

  private static void compare(Signal signal, Parts.Part part, List<Flat> expected) {
    assertThat(Flat.of(signal, part.request().toByteArray())).isEqualTo(expected);
    assertThat(part.items()).isEqualTo(expected.size());
    assertThat(part.hasRoot())
        .isEqualTo(
            signal == Signal.SPANS
                && expected.stream().anyMatch(i -> isNoParent(i.span().getParentSpanId())));
  }

  private static boolean isNoParent(ByteString id) {
    return id.isEmpty() || id.equals(ZERO_SPAN);
  }

  private static int severity(Flat item) {
    int number = item.log().getSeverityNumberValue();
    return number == 0 ? 9 : number;
  }

  private static String reason(Signal signal, Flat item) {
    if (signal == Signal.LOGS) {
      int length = item.log().getTraceId().size();
      return length == 0 || length == 16 ? "" : "invalid_trace_id";
    }
    ByteString trace = item.span().getTraceId();
    if (trace.size() != 16 || trace.equals(ZERO)) {
      return "invalid_trace_id";
    }
    ByteString span = item.span().getSpanId();
    int parent = item.span().getParentSpanId().size();
    boolean valid = span.size() == 8 && !span.equals(ZERO_SPAN) && (parent == 0 || parent == 8);
    return valid ? "" : "invalid_span_id";
  }

  private static boolean isNoTrace(ByteString id) {
    return id.isEmpty() || id.equals(ZERO);
  }
}
