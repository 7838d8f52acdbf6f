// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.rules.calls.NaiveCalls;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A trace as OTLP's own objects, with the few questions that conditions ask of it. */
final class NaiveTrace {
  private final List<SpanItem> spans = new ArrayList<>();
  private final List<LogItem> logs = new ArrayList<>();
  private final long bytes;
  private final NaiveCalls calls;

  NaiveTrace(
      ExportTraceServiceRequest spanRequest, ExportLogsServiceRequest logRequest, long bytes) {
    this.bytes = bytes;
    this.calls = new NaiveCalls(spanRequest);
    for (ResourceSpans resource : spanRequest.getResourceSpansList()) {
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          spans.add(new SpanItem(span, resource.getResource(), scope.getScope()));
        }
      }
    }
    for (ResourceLogs resource : logRequest.getResourceLogsList()) {
      for (ScopeLogs scope : resource.getScopeLogsList()) {
        for (LogRecord log : scope.getLogRecordsList()) {
          logs.add(new LogItem(log, resource.getResource(), scope.getScope()));
        }
      }
    }
  }

  /**
   * @param around what the parentheses speak about that these stand in; null for the trace
   */
  List<Item> items(Subject subject, @Nullable Item around) {
    if (subject == Subject.EVENT) {
      List<SpanItem> of = around instanceof SpanItem span ? List.of(span) : spans;
      return List.copyOf(of.stream().flatMap(span -> span.events().stream()).toList());
    }
    return List.copyOf(subject == Subject.LOG ? logs : spans);
  }

  @Nullable Object field(String name) {
    long errors = spans.stream().filter(item -> item.span.getStatus().getCodeValue() == 2).count();
    return switch (name) {
      case "trace.error" -> errors > 0;
      case "trace.error_count" -> errors;
      case "trace.span_count" -> (long) spans.size();
      case "trace.log_count" -> (long) logs.size();
      case "trace.bytes" -> bytes;
      case "trace.duration" -> durationNanos();
      case "trace.start_time" -> startNanos() == 0 ? null : (Object) startNanos();
      case "trace.services" -> calls.services();
      case "trace.service_count" -> (long) calls.services().size();
      case "trace.root_missing" ->
          spans.stream().noneMatch(item -> item.span.getParentSpanId().isEmpty());
      case "trace.masked_error" -> calls.hasMaskedError();
      case "trace.retries" -> calls.retries();
      case "trace.orphans" -> calls.orphans();
      case "trace.critical_path.service" -> calls.criticalPathService();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private long startNanos() {
    return spans.stream().mapToLong(item -> item.span.getStartTimeUnixNano()).min().orElse(0);
  }

  private long durationNanos() {
    long end = spans.stream().mapToLong(item -> item.span.getEndTimeUnixNano()).max().orElse(0);
    return Math.max(0, end - startNanos());
  }

  @Nullable Item root() {
    Comparator<SpanItem> earliest = Comparator.comparing(item -> item.span.getStartTimeUnixNano());
    return spans.stream()
        .filter(item -> item.span.getParentSpanId().isEmpty())
        .min(earliest)
        .or(() -> spans.stream().filter(this::isEntry).min(earliest))
        .orElse(null);
  }

  private boolean isEntry(SpanItem item) {
    return (item.span.getKind() == Span.SpanKind.SPAN_KIND_SERVER
            || item.span.getKind() == Span.SpanKind.SPAN_KIND_CONSUMER)
        && spans.stream()
            .noneMatch(other -> other.span.getSpanId().equals(item.span.getParentSpanId()));
  }

  boolean isEvent(@Nullable Item item) {
    return item instanceof EventItem;
  }

  interface Item {
    Set<String> SHARED =
        Set.of(
            "service",
            "attributes",
            "resource.attributes",
            "scope.attributes",
            "scope.name",
            "scope.version");

    boolean hasField(String name);

    @Nullable Object field(String name, List<String> keys);
  }

  private static @Nullable Object shared(
      String name, List<String> keys, Resource resource, InstrumentationScope scope) {
    return switch (name) {
      case "service" ->
          first(resource.getAttributesList(), List.of("service.name")) instanceof String text
              ? text
              : "";
      case "resource.attributes" -> first(resource.getAttributesList(), keys);
      case "scope.attributes" -> first(scope.getAttributesList(), keys);
      case "scope.name" -> scope.getName();
      case "scope.version" -> scope.getVersion();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static @Nullable Object first(List<KeyValue> attributes, List<String> keys) {
    for (String key : keys) {
      for (KeyValue attribute : attributes) {
        if (attribute.getKey().equals(key)) {
          return value(attribute.getValue());
        }
      }
    }
    return null;
  }

  private static @Nullable Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case BOOL_VALUE -> value.getBoolValue();
      case BYTES_VALUE -> value.getBytesValue().toByteArray();
      default -> null;
    };
  }

  private record SpanItem(Span span, Resource resource, InstrumentationScope scope)
      implements Item {
    private static final Set<String> OWN =
        Set.of("name", "kind", "status", "duration", "parent_span_id", "trace_state", "flags");

    List<EventItem> events() {
      return span.getEventsList().stream().map(event -> new EventItem(event, this)).toList();
    }

    @Override
    public boolean hasField(String name) {
      return OWN.contains(name) || SHARED.contains(name);
    }

    @Override
    public @Nullable Object field(String name, List<String> keys) {
      return switch (name) {
        case "name" -> span.getName();
        case "kind" -> (long) span.getKindValue();
        case "status" -> (long) span.getStatus().getCodeValue();
        case "duration" -> Math.max(0, span.getEndTimeUnixNano() - span.getStartTimeUnixNano());
        case "parent_span_id" -> span.getParentSpanId().isEmpty() ? null : 1L;
        case "flags" -> span.getFlags() & 0xffffffffL;
        case "trace_state" ->
            keys.isEmpty() ? span.getTraceState() : member(span.getTraceState(), keys.get(0));
        case "attributes" -> first(span.getAttributesList(), keys);
        default -> shared(name, keys, resource, scope);
      };
    }
  }

  /** By as much of the grammar as {@link RandomTraces} breaks. */
  private static String member(String header, String wanted) {
    Map<String, String> members = new HashMap<>();
    for (String member : header.isEmpty() ? new String[0] : header.split(",", -1)) {
      String[] sides = member.strip().split("=", -1);
      boolean isSound = sides.length == 2 && sides[0].matches("[a-z][a-z0-9]*");
      if (!isSound || members.put(sides[0], sides[1]) != null) {
        return "";
      }
    }
    return members.getOrDefault(wanted, "");
  }

  private record EventItem(Span.Event event, SpanItem span) implements Item {
    @Override
    public boolean hasField(String name) {
      return List.of("name", "attributes").contains(name)
          || (!name.equals("attributes") && SHARED.contains(name))
          || (name.startsWith("span.") && span.hasField(name.substring("span.".length())));
    }

    @Override
    public @Nullable Object field(String name, List<String> keys) {
      return switch (name) {
        case "name" -> event.getName();
        case "attributes" -> first(event.getAttributesList(), keys);
        default -> span.field(name.replaceFirst("^span\\.", ""), keys);
      };
    }
  }

  private record LogItem(LogRecord log, Resource resource, InstrumentationScope scope)
      implements Item {
    private static final Set<String> OWN = Set.of("severity", "severity_text", "body");

    @Override
    public boolean hasField(String name) {
      return OWN.contains(name) || SHARED.contains(name);
    }

    @Override
    public @Nullable Object field(String name, List<String> keys) {
      return switch (name) {
        case "severity" -> (long) log.getSeverityNumberValue();
        case "severity_text" -> log.getSeverityText();
        case "body" -> log.hasBody() ? log.getBody().getStringValue() : null;
        case "attributes" -> first(log.getAttributesList(), keys);
        default -> shared(name, keys, resource, scope);
      };
    }
  }
}
