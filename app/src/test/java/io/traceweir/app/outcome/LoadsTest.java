// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.traceweir.app.outcome.Loads.Arrow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadsTest {
  private final Series series = new Series();

  @Test
  void shouldCountTheCallsThatAServiceAnswers() throws Exception {
    series.add(Fixtures.calls(1, 7, "shop", "SERVER", "UNSET"));
    series.add(Fixtures.calls(1, 3, "shop", "CONSUMER", "ERROR"));
    series.add(Fixtures.calls(1, 100, "shop", "CLIENT", "ERROR"));
    series.add(Fixtures.durations(1, "shop", "SERVER", "UNSET", 0L, 7L, 0L, 0L));
    series.add(Fixtures.durations(1, "shop", "CLIENT", "ERROR", 0L, 0L, 0L, 100L));

    Map<String, Load> services = Loads.services(series);

    assertThat(services).containsOnlyKeys("shop");
    Load load = services.getOrDefault("shop", Load.NONE);
    assertThat(load.calls()).isEqualTo(10);
    assertThat(load.failed()).isEqualTo(3);
    assertThat(load.failedShare()).isEqualTo(0.3);
    assertThat(load.quantile(1)).isEqualTo(100);
    assertThat(series.records()).isEqualTo(5);
  }

  @Test
  void shouldMeasureAnEdgeOnTheSideThatWasLongerAtIt() throws Exception {
    series.add(Fixtures.edge(1, "traces_service_graph_request_total", 10, "a", "b"));
    series.add(Fixtures.edge(1, "traces_service_graph_request_failed_total", 2, "a", "b"));
    series.add(seconds("traces_service_graph_request_server", 0L, 10L, 0L));
    series.add(seconds("traces_service_graph_request_client", 10L, 0L, 0L));

    Load load = Loads.edges(series).getOrDefault(new Arrow("a", "b", ""), Load.NONE);

    assertThat(load.calls()).isEqualTo(10);
    assertThat(load.failed()).isEqualTo(2);
    assertThat(load.quantile(1)).isCloseTo(2_000, within(1e-6));
  }

  @Test
  void shouldTellWhatCameSince() {
    Load earlier = new Load(4, 1, buckets(3L, 1L, 0L), Durations.NONE);
    Load now = new Load(10, 1, buckets(3L, 7L, 0L), Durations.NONE);
    Load since = now.since(earlier);
    assertThat(since).isEqualTo(new Load(6, 0, buckets(0L, 6L, 0L), Durations.NONE));
    assertThat(now.since(Load.NONE)).isEqualTo(now);
    assertThat(Load.NONE.failedShare()).isNaN();
    assertThat(Load.NONE.quantile(0.5)).isNaN();
  }

  private static Durations buckets(Long... counts) {
    return new Durations(List.of(0.5, 2.0), List.of(counts));
  }

  private static byte[] seconds(String metric, Long... counts) {
    List<KeyValue> attributes =
        List.of(
            Fixtures.text("client", "a"),
            Fixtures.text("server", "b"),
            Fixtures.text("connection_type", ""));
    return Fixtures.histogram(metric, 1, List.of(0.5, 2.0), List.of(counts), attributes);
  }
}
