// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A span and the service it belongs to. */
record KeptSpan(String service, Span span) {
  private static final Pattern PROCEDURE = Pattern.compile("[\\w.]+/\\w+");

  static List<KeptSpan> read(List<byte[]> requests) throws InvalidProtocolBufferException {
    List<KeptSpan> spans = new ArrayList<>();
    for (byte[] request : requests) {
      for (ResourceSpans resource :
          ExportTraceServiceRequest.parseFrom(request).getResourceSpansList()) {
        String service = Texts.of(resource.getResource().getAttributesList(), "service.name");
        resource.getScopeSpansList().stream()
            .flatMap(scope -> scope.getSpansList().stream())
            .forEach(span -> spans.add(new KeptSpan(service, span)));
      }
    }
    return spans;
  }

  ByteString id() {
    return span.getSpanId();
  }

  ByteString parent() {
    return span.getParentSpanId();
  }

  boolean hasFailed() {
    return span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR;
  }

  long start() {
    return span.getStartTimeUnixNano();
  }

  long end() {
    return Math.max(start(), span.getEndTimeUnixNano());
  }

  /** Why it failed, as far as the span says: empty when it does not. */
  String failure() {
    String message = span.getStatus().getMessage().strip();
    if (!message.isEmpty()) {
      return message;
    }
    for (Span.Event event : span.getEventsList()) {
      String exception = Texts.of(event.getAttributesList(), "exception.message", "exception.type");
      if (!exception.isEmpty()) {
        return exception;
      }
    }
    return Texts.of(span.getAttributesList(), "error.type");
  }

  /** Where it happened, in words. A call into something that has no spans names it. */
  String place() {
    String peer =
        Texts.of(
            span.getAttributesList(), "peer.service", "db.namespace", "db.name", "server.address");
    String operation = operation(span.getName());
    boolean leaves =
        switch (span.getKind()) {
          case SPAN_KIND_CLIENT, SPAN_KIND_PRODUCER -> true;
          default -> false;
        };
    String to = leaves && !peer.isEmpty() && !operation.contains(peer) ? " to " + peer : "";
    return service + " " + operation + to;
  }

  /** Of the names of remote procedures, like shop.Payment/Charge, what comes last. */
  static String operation(String name) {
    return PROCEDURE.matcher(name).matches() ? name.substring(name.lastIndexOf('/') + 1) : name;
  }

  /** What the caller was told, by status code; empty when the span has none. */
  String answer() {
    return Texts.of(
        span.getAttributesList(),
        "http.response.status_code",
        "http.status_code",
        "rpc.response.status_code",
        "rpc.grpc.status_code");
  }
}
