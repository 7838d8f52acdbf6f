// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.process;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.IOException;

/**
 * The least that reading spans can mean: from tag to tag down to every field of every span, without
 * looking into it. Nothing is kept, nothing is made.
 */
public final class SpanScan {
  private static final int[] PATH = {
    ExportTraceServiceRequest.RESOURCE_SPANS_FIELD_NUMBER,
    ResourceSpans.SCOPE_SPANS_FIELD_NUMBER,
    ScopeSpans.SPANS_FIELD_NUMBER
  };

  private long spans;
  private long fields;

  public void request(byte[] value) throws IOException {
    walk(CodedInputStream.newInstance(value), 0);
  }

  private void walk(CodedInputStream in, int depth) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (depth < PATH.length && WireFormat.getTagFieldNumber(tag) == PATH[depth]) {
        int outer = in.pushLimit(in.readRawVarint32());
        walk(in, depth + 1);
        in.popLimit(outer);
      } else {
        in.skipField(tag);
        fields++;
      }
    }
    if (depth == PATH.length) {
      spans++;
    }
  }

  public long spans() {
    return spans;
  }

  long fields() {
    return fields;
  }
}
