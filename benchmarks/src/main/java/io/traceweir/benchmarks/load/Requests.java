// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.load;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Puts portions together into a request, one resource frame per pod. Requests of logs have the same
 * field numbers down to the scope.
 */
final class Requests {
  private static final byte[] SCOPE =
      Attributes.Wire.field(ScopeSpans.SCOPE_FIELD_NUMBER, Services.scope().toByteString());

  private final byte[][] resources;

  Requests(Services services) {
    resources = new byte[services.closingPod() + 1][];
    for (int pod = 0; pod < resources.length; pod++) {
      ByteString resource = services.resource(pod).toByteString();
      resources[pod] = Attributes.Wire.field(ResourceSpans.RESOURCE_FIELD_NUMBER, resource);
    }
  }

  byte[] request(List<Portion> portions) {
    Map<Integer, List<Portion>> byPod =
        portions.stream()
            .collect(Collectors.groupingBy(Portion::pod, LinkedHashMap::new, Collectors.toList()));
    byte[] request = new byte[byPod.values().stream().mapToInt(p -> sized(frameBytes(p))).sum()];
    CodedOutputStream out = CodedOutputStream.newInstance(request);
    try {
      for (List<Portion> ofPod : byPod.values()) {
        frame(ofPod, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a request has another size than measured", e);
    }
    return request;
  }

  private void frame(List<Portion> portions, CodedOutputStream out) throws IOException {
    head(ExportTraceServiceRequest.RESOURCE_SPANS_FIELD_NUMBER, frameBytes(portions), out);
    out.writeRawBytes(resources[portions.get(0).pod()]);
    head(ResourceSpans.SCOPE_SPANS_FIELD_NUMBER, scopeBytes(portions), out);
    out.writeRawBytes(SCOPE);
    for (Portion portion : portions) {
      out.writeRawBytes(portion.items());
    }
  }

  private static void head(int field, int bytes, CodedOutputStream out) throws IOException {
    out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt32NoTag(bytes);
  }

  private int frameBytes(List<Portion> portions) {
    return resources[portions.get(0).pod()].length + sized(scopeBytes(portions));
  }

  private static int scopeBytes(List<Portion> portions) {
    return SCOPE.length + portions.stream().mapToInt(p -> p.items().length).sum();
  }

  /** With tag and length in front. */
  private static int sized(int bytes) {
    return 1 + CodedOutputStream.computeUInt32SizeNoTag(bytes) + bytes;
  }
}
