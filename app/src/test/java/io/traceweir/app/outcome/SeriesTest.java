// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {
  @Test
  void shouldTakeTheLatestPointOfEachSeriesWhateverTheOrder() throws Exception {
    Series series = new Series();
    series.add(Fixtures.calls(2, 5, "shop", "SERVER", "UNSET"));
    series.add(Fixtures.calls(1, 0, "shop", "SERVER", "UNSET"));
    series.add(Fixtures.calls(2, 2, "shop", "SERVER", "ERROR"));
    series.add(Fixtures.calls(2, 9, "shop", "CLIENT", "UNSET"));
    series.add(Fixtures.calls(1, 0, "mail", "CONSUMER", "UNSET"));

    assertThat(Red.operations(series))
        .containsExactly(
            new Red.Operation("shop", "op", "SPAN_KIND_CLIENT", "STATUS_CODE_UNSET", 9),
            new Red.Operation("shop", "op", "SPAN_KIND_SERVER", "STATUS_CODE_ERROR", 2),
            new Red.Operation("shop", "op", "SPAN_KIND_SERVER", "STATUS_CODE_UNSET", 5));
  }

  @Test
  void shouldCallAServiceThroughItsEntriesOnly() throws Exception {
    Series series = new Series();
    series.add(Fixtures.calls(1, 5, "shop", "SERVER", "UNSET"));
    series.add(Fixtures.calls(1, 3, "shop", "SERVER", "ERROR"));
    series.add(Fixtures.calls(1, 9, "shop", "CLIENT", "ERROR"));
    series.add(Fixtures.durations(1, "shop", "SERVER", "UNSET", 5L, 0L, 0L, 0L));
    series.add(Fixtures.durations(1, "shop", "SERVER", "ERROR", 0L, 0L, 3L, 0L));
    series.add(Fixtures.durations(1, "shop", "CLIENT", "ERROR", 0L, 0L, 0L, 9L));

    List<Red.Service> services = Red.services(series);

    assertThat(services).hasSize(1);
    Red.Service shop = services.get(0);
    assertThat(shop.spans()).isEqualTo(17);
    assertThat(shop.calls()).isEqualTo(8);
    assertThat(shop.errors()).isEqualTo(3);
    assertThat(shop.p50Millis()).isEqualTo(8);
    assertThat(shop.p95Millis()).isCloseTo(100 + 900 * 2.6 / 3, within(1e-9));
  }

  @Test
  void shouldKnowQuantilesAtTheEdges() {
    assertThat(Durations.NONE.quantile(0.5)).isNaN();
    assertThat(new Durations(Fixtures.BOUNDS, List.of(0L, 0L, 0L, 4L)).quantile(0.5))
        .isEqualTo(1_000);
    assertThat(new Durations(Fixtures.BOUNDS, List.of(0L, 4L, 0L, 0L)).quantile(1)).isEqualTo(100);
  }

  @Test
  void shouldPairCallsWithFailures() throws Exception {
    Series series = new Series();
    series.add(Fixtures.edge(1, "traces_service_graph_request_total", 10, "shop", "db"));
    series.add(Fixtures.edge(1, "traces_service_graph_request_failed_total", 4, "shop", "db"));
    series.add(Fixtures.edge(1, "traces_service_graph_request_total", 2, "mail", "db"));
    assertThat(Edge.all(series))
        .containsExactly(new Edge("mail", "db", "", 2, 0), new Edge("shop", "db", "", 10, 4));
  }
}
