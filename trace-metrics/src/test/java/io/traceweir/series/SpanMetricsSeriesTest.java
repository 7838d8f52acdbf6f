// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import static io.traceweir.testkit.Traces.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.traceweir.spanmetrics.Dimension;
import io.traceweir.spanmetrics.SpanMetricsSettings;
import io.traceweir.testkit.TraceBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpanMetricsSeriesTest {
  @Test
  void shouldCountByServiceNameKindAndStatus() {
    TraceBuilder trace =
        trace("a")
            .root("GET /")
            .service("shop")
            .child("SELECT")
            .client()
            .error()
            .sibling("SELECT")
            .client()
            .error()
            .sibling("render")
            .status(StatusCode.STATUS_CODE_OK);
    assertThat(assembly().add(trace.request()).calls())
        .containsExactly(
            "shop | GET / | SERVER | UNSET | 1",
            "shop | SELECT | CLIENT | ERROR | 2",
            "shop | render | INTERNAL | OK | 1");
  }

  @Test
  void shouldSkipAndCountSpansWithoutServiceName() {
    Assembly assembly = assembly().add(trace("a").root("x").child("y").request());
    assertThat(assembly.calls()).isEmpty();
    assertThat(assembly.metrics().spansWithoutService()).isEqualTo(2);
    assertThat(assembly.metrics().isEmpty()).isTrue();
  }

  @Test
  void shouldCountASpanOnceThatWasDeliveredTwice() {
    ExportTraceServiceRequest request = trace("a").root("x").service("shop").request();
    assertThat(assembly().add(request, request).calls())
        .containsExactly("shop | x | SERVER | UNSET | 1");
  }

  @Test
  void shouldGroupByServiceIdentityNotByPod() {
    TraceBuilder trace =
        trace("a")
            .root("x")
            .service("shop")
            .resource("k8s.pod.name", "shop-1")
            .root("x")
            .service("shop")
            .resource("k8s.pod.name", "shop-2")
            .root("x")
            .service("shop")
            .resource("service.namespace", "eu");
    Map<SeriesKey, SeriesValue> series = assembly().add(trace.request()).series();
    assertThat(series.keySet().stream().filter(key -> key.family() == SeriesFamily.SPAN_METRICS))
        .extracting(SeriesKey::resourceAttributes)
        .containsExactlyInAnyOrder(
            Map.of("service.name", "shop"),
            Map.of("service.name", "shop", "service.namespace", "eu"));
  }

  @Test
  void shouldGroupByAllResourceAttributesWhenNoneAreNamed() {
    MetricsSettings settings =
        MetricsSettings.DEFAULT.with(
            SpanMetricsSettings.DEFAULT.withResourceKeyAttributes(List.of()));
    TraceBuilder trace = trace("a").root("x").service("shop").resource("k8s.pod.name", "shop-1");
    assertThat(new Assembly(settings, 2).add(trace.request()).series().keySet())
        .anySatisfy(
            key ->
                assertThat(key.resourceAttributes())
                    .isEqualTo(Map.of("service.name", "shop", "k8s.pod.name", "shop-1")));
  }

  @Test
  void shouldTellServicesApartThatShareAResourceKey() {
    MetricsSettings settings =
        MetricsSettings.DEFAULT.with(
            SpanMetricsSettings.DEFAULT.withResourceKeyAttributes(List.of("service.namespace")));
    TraceBuilder trace = trace("a").root("x").service("shop").child("x").server().service("cart");
    assertThat(new Assembly(settings, 2).add(trace.request()).calls())
        .containsExactly("cart | x | SERVER | UNSET | 1", "shop | x | SERVER | UNSET | 1");
  }

  @Test
  void shouldTakeADimensionFromSpanElseResourceElseFallback() {
    MetricsSettings settings =
        MetricsSettings.DEFAULT.with(
            SpanMetricsSettings.DEFAULT.withDimensions(
                List.of(
                    Dimension.of("code"),
                    Dimension.of("region"),
                    new Dimension("tenant", "none"),
                    Dimension.of("absent"))));
    TraceBuilder trace =
        trace("a")
            .root("x")
            .service("shop")
            .resource("region", "eu")
            .attribute("code", 500L)
            .root("x")
            .service("shop")
            .resource("region", "eu")
            .attribute("region", "us")
            .attribute("tenant", "acme");
    assertThat(new Assembly(settings, 2).add(trace.request()).calls())
        .containsExactly(
            "shop | x | SERVER | UNSET | 1 | {code=500, region=eu, tenant=none}",
            "shop | x | SERVER | UNSET | 1 | {region=us, tenant=acme}");
  }

  @Test
  void shouldRefuseADimensionThatIsThereAnyway() {
    List<Dimension> twice = List.of(Dimension.of("service.name"));
    assertThatThrownBy(() -> SpanMetricsSettings.DEFAULT.withDimensions(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dimension service.name is there more than once");
  }

  @Test
  void shouldCountASpanAsManyTimesAsItStandsFor() {
    TraceBuilder trace =
        trace("a")
            .root("x")
            .service("shop")
            .traceState("vendor=1,ot=th:c;rv:0123456789abcd")
            .lasting(Duration.ofMillis(3));
    SeriesValue value =
        assembly().add(trace.request()).series().entrySet().stream()
            .filter(each -> each.getKey().family() == SeriesFamily.SPAN_METRICS)
            .findFirst()
            .orElseThrow()
            .getValue();
    assertThat(value.count()).isEqualTo(4);
    assertThat(value.sumNanos(0)).isEqualTo(12e6);
    assertThat(value.bucketCounts(0)[1]).isEqualTo(4);
  }

  @Test
  void shouldRoundAnAdjustedCountTheSameWayAgainAndRightOnAverage() {
    // th:4 keeps 3 of 4, so each kept span stands for 1 1/3.
    ExportTraceServiceRequest[] requests = new ExportTraceServiceRequest[3_000];
    for (int i = 0; i < requests.length; i++) {
      requests[i] = trace("trace-" + i).root("x").service("shop").traceState("ot=th:4").request();
    }
    long count = total(assembly().add(requests));
    assertThat(count).isEqualTo(total(assembly().add(requests)));
    assertThat(count / 3_000.0).isCloseTo(4 / 3.0, within(0.03));
  }

  private static long total(Assembly assembly) {
    return assembly.series().entrySet().stream()
        .filter(each -> each.getKey().family() == SeriesFamily.SPAN_METRICS)
        .mapToLong(each -> each.getValue().count())
        .sum();
  }

  @Test
  void shouldTakeNoTimeWhenTheEndIsBeforeTheStart() {
    TraceBuilder trace =
        trace("a").root("x").service("shop").startNanos(5_000_000_000L).endNanos(4_000_000_000L);
    assertThat(assembly().add(trace.request()).series().values())
        .allSatisfy(value -> assertThat(value.sumNanos(0)).isZero())
        .isNotEmpty();
  }

  private static Assembly assembly() {
    return new Assembly(MetricsSettings.DEFAULT, 4);
  }
}
