// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.trace.TraceId;
import io.traceweir.yaml.Problem;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.ProblemsException;
import io.traceweir.yaml.Yaml;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A trace in the notation, as OTLP that a stranger can decode. */
record Written(ExportTraceServiceRequest spanRequest, ExportLogsServiceRequest logRequest) {
  static final TraceId ID = new TraceId(1, 2);

  /** What is there in time. */
  static Written of(String text) {
    return decode(trace(text).inTime(ID));
  }

  static Written late(String text) {
    return decode(trace(text).late(ID));
  }

  static WrittenTrace trace(String text) {
    Problems problems = new Problems();
    WrittenTrace trace = read(block(text), problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.list().toString());
    }
    return Objects.requireNonNull(trace);
  }

  /** Messages with line and column in the text. */
  static List<String> mistakes(String text) {
    Problems problems = new Problems();
    WrittenTrace trace = read(block(text), problems);
    if ((trace == null) != !problems.isEmpty()) {
      throw new AssertionError("a trace and problems, or neither");
    }
    return problems.list().stream().map(Written::shown).toList();
  }

  private static String shown(Problem problem) {
    return problem.line() - 1 + ":" + (problem.column() - 1) + ": " + problem.message();
  }

  private static String block(String text) {
    return "|1\n" + text.indent(1);
  }

  static @Nullable WrittenTrace read(String yaml, Problems problems) {
    try {
      return TraceNotation.read(Yaml.read("t.yaml", yaml), problems);
    } catch (ProblemsException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Written decode(Requests requests) {
    try {
      return new Written(
          ExportTraceServiceRequest.parseFrom(requests.spans()),
          ExportLogsServiceRequest.parseFrom(requests.logs()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  List<Span> spans() {
    return spanRequest.getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  Span span(String name) {
    return spans().stream().filter(s -> s.getName().equals(name)).findFirst().orElseThrow();
  }

  List<LogRecord> logs() {
    return logRequest.getResourceLogsList().stream()
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .toList();
  }

  /** Milliseconds between the first start of all and the start of a span. */
  long startMillis(String name) {
    long first = spans().stream().mapToLong(Span::getStartTimeUnixNano).min().orElseThrow();
    return (span(name).getStartTimeUnixNano() - first) / 1_000_000;
  }

  long millis(String name) {
    Span span = span(name);
    return (span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / 1_000_000;
  }

  static AnyValue value(List<KeyValue> attributes, String key) {
    return attributes.stream()
        .filter(attribute -> attribute.getKey().equals(key))
        .findFirst()
        .orElseThrow()
        .getValue();
  }
}
