// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import static io.traceweir.testkit.Traces.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.traceweir.spanmetrics.Dimension;
import io.traceweir.spanmetrics.SpanMetricsSettings;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.trace.Trace;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TickMetricsTest {
  @Test
  void shouldCountWhatARecountCounts() {
    for (int seed = 0; seed < 30; seed++) {
      RandomTraces traces = new RandomTraces(seed);
      Random random = new Random(seed);
      int cachedSeries = seed % 3 == 0 ? 1 + random.nextInt(20) : 10_000;
      Assembly assembly = new Assembly(settings(cachedSeries), 1 + random.nextInt(9));
      Recount recount = new Recount();
      for (int i = 0; i < 200; i++) {
        ExportTraceServiceRequest trace = traces.next();
        assembly.add(trace);
        recount.add(trace);
        if (random.nextInt(10) == 0) {
          assembly.tick();
        }
      }
      assertThat(Recount.of(assembly.series())).isEqualTo(recount.counts());
    }
  }

  @Test
  void shouldBeEmptyAfterATick() {
    Assembly assembly = new Assembly(MetricsSettings.DEFAULT, 3);
    TickMetrics metrics = assembly.metrics();
    assertThat(metrics.isEmpty()).isTrue();
    assembly.add(trace("a").root("x").service("shop").request());
    assertThat(metrics.isEmpty()).isFalse();
    assembly.tick();
    assertThat(metrics.isEmpty()).isTrue();
    List<byte[]> records = new ArrayList<>();
    metrics.drain((deltas, partition) -> records.add(deltas));
    assertThat(records).isEmpty();
  }

  @Test
  void shouldAllocateNothingForSeriesItKnows() {
    MetricsSettings settings =
        MetricsSettings.DEFAULT.with(
            SpanMetricsSettings.DEFAULT.withDimensions(List.of(Dimension.of("region"))));
    Assembly assembly = new Assembly(settings, 4);
    TickMetrics metrics = assembly.metrics();
    Trace trace =
        assembly.read(
            trace("a")
                .root("GET /")
                .service("web")
                .attribute("region", "eu")
                .traceState("ot=th:8")
                .calls("api", "GET /cart")
                .child("SELECT")
                .client()
                .attribute("db.name", "orders")
                .request());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = 0;
    for (int round = 0; round < 3; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1_000; i++) {
        metrics.add(trace);
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertThat(allocated).isLessThan(1_000);
    assertThat(assembly.edges())
        .containsExactly(
            "api -> orders [database] 3000",
            "user -> web [virtual_node] 6000",
            "web -> api [] 3000");
  }

  @Test
  void shouldHandOutOnlyWhatATickChanged() {
    Assembly assembly = new Assembly(MetricsSettings.DEFAULT, 1);
    assembly.add(trace("a").root("x").service("shop").request()).tick();
    assembly.add(trace("b").root("y").service("shop").request());
    List<String> names = new ArrayList<>();
    assembly
        .metrics()
        .drain(
            (deltas, partition) ->
                Deltas.forEach(
                    deltas, 0, deltas.length, (key, value) -> names.add(key.toString())));
    assertThat(names).hasSize(2).anyMatch(name -> name.contains("span.name=y"));
    assertThat(names).noneMatch(name -> name.contains("span.name=x"));
  }

  @Test
  void shouldNotBeEmptyWhenItHadToForgetSeriesAmidATick() {
    Assembly assembly = new Assembly(settings(1), 2);
    for (int i = 0; i < 5; i++) {
      assembly.add(trace("t" + i).root("op-" + i).service("shop").request());
    }
    assertThat(assembly.calls()).hasSize(5);
  }

  @Test
  void shouldCutATickIntoRecordsThatABrokerTakes() {
    Assembly assembly = new Assembly(MetricsSettings.DEFAULT, 1);
    for (int i = 0; i < 2_000; i++) {
      String name = "x".repeat(600) + i;
      assembly.add(trace("t" + i).root(name).service("shop").request());
    }
    List<byte[]> records = new ArrayList<>();
    assembly.metrics().drain((deltas, partition) -> records.add(deltas));
    assertThat(records)
        .hasSizeGreaterThan(3)
        .allSatisfy(each -> assertThat(each).hasSizeLessThan(300 * 1024));
  }

  @Test
  void shouldRefuseGarbledDeltas() {
    Assembly assembly = new Assembly(MetricsSettings.DEFAULT, 1);
    assembly.add(trace("a").root("x").service("shop").request());
    List<byte[]> records = new ArrayList<>();
    assembly.metrics().drain((deltas, partition) -> records.add(deltas));
    byte[] bytes = records.get(0);
    byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
    assertThatThrownBy(() -> Deltas.forEach(cut, 0, cut.length, (key, value) -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    byte[] other = bytes.clone();
    other[0] = 7;
    assertThatThrownBy(() -> Deltas.forEach(other, 0, other.length, (key, value) -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("deltas of version 7, not 1");
  }

  @Test
  void shouldCountLateSpansAsCallsOnly() {
    Assembly assembly = new Assembly(MetricsSettings.DEFAULT, 1);
    TickMetrics metrics = assembly.metrics();
    metrics.addLate(assembly.read(trace("a").root("x").service("shop").request()));
    List<SeriesFamily> families = new ArrayList<>();
    metrics.drain(
        (deltas, partition) ->
            Deltas.forEach(deltas, 0, deltas.length, (key, value) -> families.add(key.family())));
    assertThat(families).containsExactly(SeriesFamily.SPAN_METRICS);
  }

  @Test
  void shouldNotBelieveThatASpanStandsForMoreThanAMillion() {
    Assembly assembly = new Assembly(MetricsSettings.DEFAULT, 1);
    TraceBuilder claims = trace("a").root("x").service("shop");
    claims.traceState("ot=th:ffffffffffffff").child("y").traceState("ot=th:fffff");
    assembly.add(claims.request());
    assembly.tick();

    assertThat(assembly.metrics().cappedSpans()).isEqualTo(1);
    assertThat(assembly.series().values())
        .extracting(SeriesValue::count)
        .containsOnly(AdjustedCounts.MAX_WEIGHT);
  }

  private static MetricsSettings settings(int cachedSeries) {
    MetricsSettings defaults = MetricsSettings.DEFAULT;
    return new MetricsSettings(defaults.spanMetrics(), defaults.serviceGraph(), cachedSeries);
  }
}
