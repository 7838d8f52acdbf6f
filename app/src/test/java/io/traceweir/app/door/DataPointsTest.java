// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.traceweir.otlp.OtlpJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class DataPointsTest {

  @Test
  void shouldCountThePointsOfEveryKind() throws Refusal {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    ScopeMetrics.Builder scope = request.addResourceMetricsBuilder().addScopeMetricsBuilder();
    scope.addMetricsBuilder().getGaugeBuilder().addDataPointsBuilder().setAsInt(1);
    scope.addMetricsBuilder().getSumBuilder().addDataPointsBuilder().setAsInt(1);
    scope.addMetricsBuilder().getHistogramBuilder().addDataPointsBuilder().addBucketCounts(1);
    var exponential = scope.addMetricsBuilder().getExponentialHistogramBuilder();
    exponential.addDataPointsBuilder().setCount(1);
    exponential.addDataPointsBuilder().setCount(2);
    scope.addMetricsBuilder().getSummaryBuilder().addDataPointsBuilder().setCount(1);

    assertThat(DataPoints.count(Wire.PROTOBUF, request.build().toByteArray())).isEqualTo(6);
    assertThat(DataPoints.count(Wire.JSON, OtlpJson.toJson(request.build()).getBytes(UTF_8)))
        .isEqualTo(6);
  }

  @Test
  void shouldRefuseWhatCannotBeRead() {
    assertThatThrownBy(() -> DataPoints.count(Wire.JSON, "{\"dataPoints\":[".getBytes(UTF_8)))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> DataPoints.count(Wire.PROTOBUF, new byte[] {1, 2, 3}))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void shouldCountEmptyPointsWithoutMakingThem() throws Exception {
    int points = 1_000_000;
    byte[] gauge = new byte[2 * points];
    for (int i = 0; i < gauge.length; i += 2) {
      gauge[i] = 10;
    }
    byte[] body = message(1, message(2, message(2, message(5, gauge))));
    var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = thread.getCurrentThreadAllocatedBytes();
    assertThat(DataPoints.count(Wire.PROTOBUF, body)).isEqualTo(points);
    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(points);
  }

  @Test
  void shouldRefuseBrokenBytesAtEveryLevel() throws Exception {
    int[] way = {1, 2, 2, 5, 1};
    for (int level = 0; level <= way.length; level++) {
      byte[] broken = {9 << 3 | 2, 9};
      for (int i = level - 1; i >= 0; i--) {
        broken = message(way[i], broken);
      }
      byte[] body = broken;
      assertThatThrownBy(() -> DataPoints.count(Wire.PROTOBUF, body))
          .isInstanceOfSatisfying(
              Refusal.class, e -> assertThat(e.message()).contains("end early"));
    }
    byte[] endOfGroup = {1 << 3 | 4};
    assertThatThrownBy(() -> DataPoints.count(Wire.PROTOBUF, endOfGroup))
        .isInstanceOf(Refusal.class);
  }

  private static byte[] message(int field, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeByteArray(field, content);
    out.flush();
    return bytes.toByteArray();
  }
}
