// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import static io.traceweir.testkit.Traces.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.traceweir.servicegraph.ServiceGraphSettings;
import io.traceweir.testkit.TraceBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceGraphSeriesTest {
  private static final ServiceGraphSettings GRAPH = ServiceGraphSettings.DEFAULT;

  @Test
  void shouldSeeACallBetweenTwoServices() {
    assertThat(edges(trace("a").root("GET /").service("web").calls("api", "GET /cart")))
        .containsExactly("user -> web [virtual_node] 1", "web -> api [] 1");
  }

  @Test
  void shouldSeeACallOfAServiceToItself() {
    assertThat(edges(client("web").child("b").server())).containsExactly("web -> web [] 1");
  }

  @Test
  void shouldFailWhenEitherSideDid() {
    assertThat(edges(client("web").child("b").server().service("api").error()))
        .containsExactly("web -> api [ failed] 1");
    assertThat(edges(client("web").error().child("b").server().service("api")))
        .containsExactly("web -> api [ failed] 1");
  }

  @Test
  void shouldSeeEachServerOfAClient() {
    TraceBuilder trace =
        client("web").child("b").server().service("api").sibling("b").server().service("api");
    assertThat(edges(trace)).containsExactly("web -> api [] 2");
  }

  @Test
  void shouldSeeEachConsumerOfAProducer() {
    TraceBuilder trace =
        client("web")
            .producer()
            .child("b")
            .consumer()
            .service("worker")
            .sibling("b")
            .consumer()
            .service("audit");
    assertThat(edges(trace))
        .containsExactly("web -> audit [messaging_system] 1", "web -> worker [messaging_system] 1");
  }

  @Test
  void shouldTakeTheConnectionTypeFromTheReceivingSide() {
    assertThat(edges(client("web").producer().child("b").server().service("api")))
        .containsExactly("web -> api [] 1");
    assertThat(edges(client("web").child("b").consumer().service("worker")))
        .containsExactly("web -> worker [messaging_system] 1");
  }

  @Test
  void shouldSeeADatabaseByItsName() {
    assertThat(edges(client("api").attribute("db.name", "orders")))
        .containsExactly("api -> orders [database] 1");
  }

  @Test
  void shouldPreferTheDatabaseNameOfTheResource() {
    TraceBuilder trace =
        client("api").attribute("db.name", "orders").resource("db.name", "resource-orders");
    assertThat(edges(trace)).containsExactly("api -> resource-orders [database] 1");
  }

  @Test
  void shouldSeeAnInstrumentedDatabaseAsTheServiceItIs() {
    TraceBuilder trace =
        client("api").attribute("db.name", "orders").child("b").server().service("proxy");
    assertThat(edges(trace)).containsExactly("api -> proxy [] 1");
  }

  @Test
  void shouldNameAPeerByTheFirstAttributePresent() {
    assertThat(edges(client("api").attribute("db.system", "redis").attribute("peer.service", "s")))
        .containsExactly("api -> s [virtual_node] 1");
    assertThat(edges(client("api").attribute("db.system", "redis")))
        .containsExactly("api -> redis [virtual_node] 1");
    assertThat(edges(client("api"))).containsExactly("api -> unknown [virtual_node] 1");
    assertThat(edges(client("api").producer().attribute("peer.service", "kafka")))
        .containsExactly("api -> kafka [virtual_node] 1");
  }

  @Test
  void shouldNameAPeerByTheTextOfANumber() {
    assertThat(edges(client("api").attribute("peer.service", 42L)))
        .containsExactly("api -> 42 [virtual_node] 1");
    assertThat(edges(client("api").attribute("peer.service", 2.0)))
        .containsExactly("api -> 2 [virtual_node] 1");
  }

  @Test
  void shouldLookForPeersAndDatabasesAsConfigured() {
    MetricsSettings settings =
        MetricsSettings.DEFAULT.with(
            GRAPH
                .withPeerAttributes(List.of("net.peer"))
                .withDatabaseNameAttributes(List.of("db.namespace", "db.name")));
    assertThat(edges(settings, client("api").attribute("net.peer", "host")))
        .containsExactly("api -> host [virtual_node] 1");
    assertThat(edges(settings, client("api").attribute("db.namespace", "orders")))
        .containsExactly("api -> orders [database] 1");
  }

  @Test
  void shouldSeeNoVirtualNodesWithoutPeerAttributes() {
    MetricsSettings settings = MetricsSettings.DEFAULT.with(GRAPH.withPeerAttributes(List.of()));
    assertThat(edges(settings, trace("a").root("GET /").service("web").child("c").client()))
        .isEmpty();
  }

  @Test
  void shouldSeeEachRequestOfAUser() {
    assertThat(
            edges(
                trace("a")
                    .root("x")
                    .service("web")
                    .root("y")
                    .service("web")
                    .root("z")
                    .consumer()
                    .service("worker")))
        .containsExactly("user -> web [virtual_node] 2", "user -> worker [virtual_node] 1");
  }

  @Test
  void shouldSeeNoEdgeToAServerWhoseCallerIsNotHere() {
    Assembly assembly = assembly(trace("a").orphan("GET /").service("api"));
    assertThat(assembly.edges()).isEmpty();
    assertThat(assembly.metrics().unpairedServers()).isEqualTo(1);
  }

  @Test
  void shouldNotLookThroughInternalSpans() {
    Assembly assembly = assembly(client("web").child("retry").child("b").server().service("api"));
    assertThat(assembly.edges()).containsExactly("web -> unknown [virtual_node] 1");
    assertThat(assembly.metrics().unpairedServers()).isEqualTo(1);
  }

  @Test
  void shouldSeeNoEdgeWhereNobodyCalled() {
    TraceBuilder trace = trace("a").root("x").service("web").child("y").server().service("api");
    assertThat(edges(trace)).containsExactly("user -> web [virtual_node] 1");
  }

  @Test
  void shouldIgnoreSpansWithoutService() {
    assertThat(edges(trace("a").root("x").client().child("y").server().service("api"))).isEmpty();
    assertThat(edges(client("web").child("y").server().service("")))
        .containsExactly("web -> unknown [virtual_node] 1");
  }

  @Test
  void shouldCountASpanOnceThatWasDeliveredTwice() {
    ExportTraceServiceRequest request = client("web").child("b").server().service("api").request();
    assertThat(new Assembly(MetricsSettings.DEFAULT, 2).add(request, request).edges())
        .containsExactly("web -> api [] 1");
  }

  @Test
  void shouldWeighAPairByTheStricterOfBothThresholds() {
    TraceBuilder trace =
        client("web")
            .traceState("ot=th:8")
            .child("b")
            .server()
            .traceState("ot=th:c")
            .service("api");
    assertThat(edges(trace)).containsExactly("web -> api [] 4");
  }

  @Test
  void shouldMeasureBothSides() {
    TraceBuilder trace =
        client("web")
            .lasting(Duration.ofMillis(30))
            .child("b")
            .server()
            .service("api")
            .lasting(Duration.ofMillis(9));
    SeriesValue value =
        assembly(trace).series().entrySet().stream()
            .filter(each -> each.getKey().family() == SeriesFamily.SERVICE_GRAPH)
            .findFirst()
            .orElseThrow()
            .getValue();
    assertThat(value.sumNanos(0)).isEqualTo(9e6);
    assertThat(value.sumNanos(1)).isEqualTo(30e6);
  }

  @Test
  void shouldGiveADatabaseTheTimeItsClientWaitedAndOtherNodesNone() {
    assertThat(serverNanos(client("api").attribute("db.name", "x"))).isEqualTo(7e6);
    assertThat(serverNanos(client("api"))).isZero();
  }

  private static double serverNanos(TraceBuilder trace) {
    return assembly(trace.lasting(Duration.ofMillis(7))).series().entrySet().stream()
        .filter(each -> each.getKey().family() == SeriesFamily.SERVICE_GRAPH)
        .findFirst()
        .orElseThrow()
        .getValue()
        .sumNanos(0);
  }

  @Test
  void shouldAddTheConfiguredDimensionsOfBothSides() {
    MetricsSettings settings =
        MetricsSettings.DEFAULT.with(GRAPH.withDimensions(List.of("region", "retry")));
    TraceBuilder trace =
        client("web")
            .resource("region", "eu")
            .attribute("region", "span")
            .attribute("retry", 2L)
            .child("b")
            .server()
            .service("api")
            .resource("region", "us");
    assertThat(edges(settings, trace))
        .containsExactly("web -> api [] 1 {client_region=eu, client_retry=2, server_region=us}");
  }

  private static TraceBuilder client(String service) {
    return trace("a").root("call").client().service(service);
  }

  private static List<String> edges(TraceBuilder trace) {
    return assembly(trace).edges();
  }

  private static List<String> edges(MetricsSettings settings, TraceBuilder trace) {
    return new Assembly(settings, 2).add(trace.request()).edges();
  }

  private static Assembly assembly(TraceBuilder trace) {
    return new Assembly(MetricsSettings.DEFAULT, 2).add(trace.request());
  }
}
