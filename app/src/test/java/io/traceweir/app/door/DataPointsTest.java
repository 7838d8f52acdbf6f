// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.traceweir.otlp.OtlpJson;
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
}
