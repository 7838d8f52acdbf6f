// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that JSON knows the fields of OTLP's messages by. */
final class JsonNames {
  /** These bytes are hex digits; all others are base 64. */
  private static final Set<String> IDS = Set.of("trace_id", "span_id", "parent_span_id");

  private static final Map<Descriptor, Map<String, FieldDescriptor>> FIELDS = new HashMap<>();

  static {
    collect(ExportTraceServiceRequest.getDescriptor());
    collect(ExportLogsServiceRequest.getDescriptor());
    collect(ExportMetricsServiceRequest.getDescriptor());
  }

  private JsonNames() {}

  static @Nullable FieldDescriptor field(Descriptor message, String name) {
    Map<String, FieldDescriptor> fields = FIELDS.get(message);
    return fields == null ? null : fields.get(name);
  }

  static boolean isId(FieldDescriptor field) {
    return IDS.contains(field.getName());
  }

  private static void collect(Descriptor message) {
    if (FIELDS.containsKey(message)) {
      return;
    }
    Map<String, FieldDescriptor> fields = new HashMap<>();
    FIELDS.put(message, fields);
    for (FieldDescriptor field : message.getFields()) {
      fields.put(field.getName(), field);
      fields.put(field.getJsonName(), field);
      if (field.getJavaType() == JavaType.MESSAGE) {
        collect(field.getMessageType());
      }
    }
  }
}
