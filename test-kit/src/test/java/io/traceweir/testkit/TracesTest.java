// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.testkit;

import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_ERROR;
import static io.traceweir.testkit.Traces.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracesTest {
  @Test
  void shouldBeTheSameTraceForTheSameSentence() {
    assertThat(trace("a").root("GET /").child("x").request())
        .isEqualTo(trace("a").root("GET /").child("x").request())
        .isNotEqualTo(trace("b").root("GET /").child("x").request());
  }

  @Test
  void shouldPutSpansUnderTheirServiceAndInsideTheirParent() {
    ExportTraceServiceRequest request =
        trace("a")
            .root("GET /")
            .service("shop")
            .calls("payment", "Charge")
            .error()
            .child("SELECT")
            .request();

    assertThat(request.getResourceSpansList())
        .extracting(TracesTest::service)
        .containsExactly("shop", "payment");
    List<Span> shop = request.getResourceSpans(0).getScopeSpans(0).getSpansList();
    List<Span> payment = request.getResourceSpans(1).getScopeSpans(0).getSpansList();
    assertThat(shop).extracting(Span::getName).containsExactly("GET /", "Charge");
    assertThat(payment).extracting(Span::getName).containsExactly("Charge", "SELECT");
    assertThat(shop.get(0).getParentSpanId().isEmpty()).isTrue();
    assertThat(payment.get(0).getParentSpanId()).isEqualTo(shop.get(1).getSpanId());
    assertThat(payment.get(0).getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
    assertThat(shop.get(0).getEndTimeUnixNano() - shop.get(0).getStartTimeUnixNano())
        .isEqualTo(100_000_000);
    assertThat(payment.get(1).getStartTimeUnixNano()).isEqualTo(1_003_000_000);
    assertThat(payment.get(1).getEndTimeUnixNano()).isEqualTo(1_097_000_000);
  }

  @Test
  void shouldDeliverALateSpanWithItsLogsInRequestsOfTheirOwn() {
    List<Arrival> arrivals =
        trace("a")
            .at(Duration.ofSeconds(9))
            .root("GET /")
            .child("db")
            .lateBy(Duration.ofSeconds(5))
            .log(SEVERITY_NUMBER_ERROR, "deadlock")
            .arrivals();

    assertThat(arrivals).extracting(Arrival::timeMillis).containsExactly(10_100L, 15_099L, 15_099L);
    assertThat(arrivals).extracting(Arrival::isLogs).containsExactly(false, false, true);
  }

  private static String service(ResourceSpans spans) {
    return spans.getResource().getAttributes(0).getValue().getStringValue();
  }
}
