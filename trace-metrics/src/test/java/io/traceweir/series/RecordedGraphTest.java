// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.spanmetrics.SpanMetricsSettings;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a real Collector counted for some hundred spans, kept here in compact tables. */
class RecordedGraphTest {
  private static final MetricsSettings SETTINGS =
      MetricsSettings.DEFAULT.with(
          SpanMetricsSettings.DEFAULT.withResourceKeyAttributes(List.of()));

  @ParameterizedTest
  @EnumSource
  void shouldCountWhatACollectorCounted(SeriesFamily family) {
    String connector = family == SeriesFamily.SPAN_METRICS ? "span_metrics" : "service_graph";
    Assembly assembly = new Assembly(SETTINGS, 3).add(SpanTable.requests("graph.spans.tsv"));
    MetricRows ours = MetricRows.of(SETTINGS, true, family, assembly.series());
    MetricRows theirs =
        MetricRows.ofTable(
            Reference.resource("graph." + connector + ".tsv").stream(), 1, List.of());
    assertThat(ours.rows()).hasSizeGreaterThan(30);
    assertThat(new CollectorDifferences(connector, "default", "graph").unexplained(ours, theirs))
        .isEmpty();
  }
}
