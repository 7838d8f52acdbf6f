// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.testkit;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The language in which tests write traces down:
 *
 * <pre>{@code
 * trace("a").root("GET /").service("shop").child("SELECT").client().error().log(ERROR, "no stock")
 * }</pre>
 *
 * <p>Ids follow from the seed, times from the place in the tree, so that the same sentence is the
 * same trace everywhere.
 */
public final class Traces {
  private Traces() {}

  /** A trace whose ids are a function of the seed. */
  public static TraceBuilder trace(String seed) {
    return new TraceBuilder(seed);
  }

  /** The spans of several traces in one request, one resource after the other. */
  public static ExportTraceServiceRequest spans(TraceBuilder... traces) {
    ExportTraceServiceRequest.Builder all = ExportTraceServiceRequest.newBuilder();
    for (TraceBuilder trace : traces) {
      all.mergeFrom(trace.request());
    }
    return all.build();
  }

  /** The logs of several traces in one request, one resource after the other. */
  public static ExportLogsServiceRequest logs(TraceBuilder... traces) {
    ExportLogsServiceRequest.Builder all = ExportLogsServiceRequest.newBuilder();
    for (TraceBuilder trace : traces) {
      all.mergeFrom(trace.logs());
    }
    return all.build();
  }

  /** An id of the given length that is the same for the same text and never zero. */
  static byte[] id(String text, int length) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest, length);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
