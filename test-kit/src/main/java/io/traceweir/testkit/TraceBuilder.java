// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.testkit;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trace, said span by span. {@link #root}, {@link #child}, {@link #sibling} and {@link #orphan}
 * add a span and make it the current one; everything else is about the current span, or about the
 * last log where the name says so. A child belongs to the service of its parent unless it names
 * another.
 *
 * <p>Time starts at one second after 1970 (zero means "no time" in OTLP), a root takes 100 ms, and
 * a child lies one millisecond inside its parent at both ends, unless said otherwise.
 */
public final class TraceBuilder {
  private static final long SECOND = 1_000_000_000;

  private final String seed;
  private final List<SpanDraft> spans = new ArrayList<>();
  private ByteString traceId;
  private long startNanos = SECOND;
  private @Nullable SpanDraft current;

  TraceBuilder(String seed) {
    this.seed = seed;
    this.traceId = ByteString.copyFrom(Traces.id(seed, 16));
  }

  // The trace

  /** Shifts the whole trace: this long after 1970 plus one second. */
  public TraceBuilder at(Duration sinceStart) {
    startNanos = SECOND + sinceStart.toNanos();
    return this;
  }

  /** 32 hex digits, or fewer for a broken one. */
  public TraceBuilder traceId(String hex) {
    traceId = ByteString.copyFrom(HexFormat.of().parseHex(hex));
    return this;
  }

  /** 32 lower-case hex digits. */
  public String traceId() {
    return HexFormat.of().formatHex(traceId.toByteArray());
  }

  // Spans

  /** A SERVER span without parent. */
  public TraceBuilder root(String name) {
    return begin(null, name, SpanKind.SPAN_KIND_SERVER);
  }

  /** A SERVER span whose parent is not in this trace. */
  public TraceBuilder orphan(String name) {
    begin(null, name, SpanKind.SPAN_KIND_SERVER);
    span().span.setParentSpanId(derivedId("nowhere"));
    return this;
  }

  /** An INTERNAL span below the current one. */
  public TraceBuilder child(String name) {
    return begin(span(), name, SpanKind.SPAN_KIND_INTERNAL);
  }

  /** An INTERNAL span below the current one's parent. */
  public TraceBuilder sibling(String name) {
    return begin(span().parent, name, SpanKind.SPAN_KIND_INTERNAL);
  }

  /** A call of another service: a CLIENT span here and the SERVER span below it there. */
  public TraceBuilder calls(String service, String name) {
    return child(name).client().child(name).server().service(service);
  }

  /** Makes the parent the current span again. */
  public TraceBuilder up() {
    SpanDraft parent = span().parent;
    if (parent == null) {
      throw new IllegalStateException("the current span has no parent");
    }
    current = parent;
    return this;
  }

  private TraceBuilder begin(@Nullable SpanDraft parent, String name, SpanKind kind) {
    SpanDraft draft = new SpanDraft(parent, spans.size());
    draft.span.setName(name).setKind(kind).setSpanId(derivedId(String.valueOf(draft.index)));
    if (parent != null) {
      draft.span.setParentSpanId(parent.span.getSpanId());
    }
    spans.add(draft);
    current = draft;
    return this;
  }

  private ByteString derivedId(String what) {
    return ByteString.copyFrom(Traces.id(seed + "/" + what, 8));
  }

  private SpanDraft span() {
    if (current == null) {
      throw new IllegalStateException("say root(...) or orphan(...) first");
    }
    return current;
  }

  // The current span

  public TraceBuilder service(String name) {
    return resource("service.name", name);
  }

  public TraceBuilder resource(String key, Object value) {
    span().resource.put(key, value);
    return this;
  }

  public TraceBuilder scope(String name, String version) {
    span().scope = InstrumentationScope.newBuilder().setName(name).setVersion(version).build();
    return this;
  }

  public TraceBuilder kind(SpanKind kind) {
    span().span.setKind(kind);
    return this;
  }

  public TraceBuilder server() {
    return kind(SpanKind.SPAN_KIND_SERVER);
  }

  public TraceBuilder client() {
    return kind(SpanKind.SPAN_KIND_CLIENT);
  }

  public TraceBuilder producer() {
    return kind(SpanKind.SPAN_KIND_PRODUCER);
  }

  public TraceBuilder consumer() {
    return kind(SpanKind.SPAN_KIND_CONSUMER);
  }

  public TraceBuilder error() {
    return status(Status.StatusCode.STATUS_CODE_ERROR);
  }

  public TraceBuilder status(Status.StatusCode code) {
    span().span.setStatus(Status.newBuilder().setCode(code));
    return this;
  }

  public TraceBuilder attribute(String key, Object value) {
    span().span.addAttributes(Values.keyValue(key, value));
    return this;
  }

  public TraceBuilder event(String name) {
    span().span.addEvents(Span.Event.newBuilder().setName(name));
    return this;
  }

  /** Of the last event of the current span. */
  public TraceBuilder eventAttribute(String key, Object value) {
    Span.Builder span = span().span;
    span.getEventsBuilder(span.getEventsCount() - 1).addAttributes(Values.keyValue(key, value));
    return this;
  }

  public TraceBuilder traceState(String header) {
    span().span.setTraceState(header);
    return this;
  }

  public TraceBuilder flags(int flags) {
    span().span.setFlags(flags);
    return this;
  }

  /** 16 hex digits, or fewer for a broken one. Say it before the span has children. */
  public TraceBuilder spanId(String hex) {
    span().span.setSpanId(ByteString.copyFrom(HexFormat.of().parseHex(hex)));
    return this;
  }

  /** The current span's, 16 lower-case hex digits. */
  public String spanId() {
    return HexFormat.of().formatHex(span().span.getSpanId().toByteArray());
  }

  /** Starts this long after the trace does. */
  public TraceBuilder after(Duration offset) {
    span().offsetNanos = offset.toNanos();
    return this;
  }

  public TraceBuilder lasting(Duration duration) {
    span().durationNanos = duration.toNanos();
    return this;
  }

  /** Absolute, for odd times. */
  public TraceBuilder startNanos(long sinceEpoch) {
    span().startNanos = sinceEpoch;
    return this;
  }

  /** Absolute, for odd times. */
  public TraceBuilder endNanos(long sinceEpoch) {
    span().endNanos = sinceEpoch;
    return this;
  }

  /** The span and its logs reach Kafka this long after they would have. */
  public TraceBuilder lateBy(Duration late) {
    span().lateMillis = late.toMillis();
    return this;
  }

  // Logs

  /** A record of the current span, at its start. */
  public TraceBuilder log(SeverityNumber severity, String body) {
    span()
        .logs
        .add(
            LogRecord.newBuilder()
                .setSeverityNumber(severity)
                .setSeverityText(severity.name().replace("SEVERITY_NUMBER_", ""))
                .setBody(Values.of(body)));
    return this;
  }

  /** Of the last log of the current span. */
  public TraceBuilder logAttribute(String key, Object value) {
    List<LogRecord.Builder> logs = span().logs;
    logs.get(logs.size() - 1).addAttributes(Values.keyValue(key, value));
    return this;
  }

  // What comes of it

  /** All spans in one request, whether late or not. */
  public ExportTraceServiceRequest request() {
    return Requests.ofSpans(spans, traceId, startNanos);
  }

  /** All logs in one request, whether late or not. */
  public ExportLogsServiceRequest logs() {
    return Requests.ofLogs(spans, traceId, startNanos);
  }

  /**
   * The requests in order of arrival: one of spans and one of logs for all spans that are equally
   * late, at the latest end among them plus the lateness. Empty ones are left out.
   */
  public List<Arrival> arrivals() {
    return Requests.arrivals(spans, traceId, startNanos);
  }
}
