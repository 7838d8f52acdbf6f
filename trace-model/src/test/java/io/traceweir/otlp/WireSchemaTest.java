// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import org.junit.jupiter.api.Test;

/** What is written down about field numbers and types, held against the generated classes. */
class WireSchemaTest {
  @Test
  void shouldKnowTheTypesOfASpansFields() {
    compare(Span.getDescriptor(), ItemFields.SPAN_TYPES);
  }

  @Test
  void shouldKnowTheTypesOfALogRecordsFields() {
    compare(LogRecord.getDescriptor(), ItemFields.LOG_TYPES);
  }

  @Test
  void shouldFindTheSameFramesInBothSignals() {
    for (Descriptor request :
        new Descriptor[] {
          ExportTraceServiceRequest.getDescriptor(), ExportLogsServiceRequest.getDescriptor()
        }) {
      assertThat(tag(request.findFieldByNumber(1))).isEqualTo(Tags.REQUEST_RESOURCE_FRAME);
    }
    for (Descriptor frame :
        new Descriptor[] {
          ResourceSpans.getDescriptor(), ScopeSpans.getDescriptor(),
          ResourceLogs.getDescriptor(), ScopeLogs.getDescriptor()
        }) {
      assertThat(frame.findFieldByNumber(1).isRepeated()).isFalse();
      assertThat(tag(frame.findFieldByNumber(1))).isEqualTo(Tags.FRAME_HEAD);
      assertThat(frame.findFieldByNumber(2).isRepeated()).isTrue();
      assertThat(tag(frame.findFieldByNumber(2))).isEqualTo(Tags.FRAME_CHILD);
      assertThat(frame.findFieldByNumber(3).getName()).isEqualTo("schema_url");
    }
  }

  private static void compare(Descriptor message, int[] types) {
    for (int number = 1; number < types.length; number++) {
      FieldDescriptor field = message.findFieldByNumber(number);
      assertThat(types[number])
          .as("%s field %d", message.getName(), number)
          .isEqualTo(field == null ? -1 : tag(field) & 7);
    }
    assertThat(message.getFields()).allMatch(field -> field.getNumber() < types.length);
  }

  private static int tag(FieldDescriptor field) {
    return field.getNumber() << 3 | field.getLiteType().getWireType();
  }
}
