// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import static io.traceweir.app.outcome.Fixtures.decision;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void shouldPrintTablesForAPerson() throws Exception {
    assertThat(SummaryText.write(summary()))
        .isEqualTo(
            """
            Summary after 31 s
                        traces   spans   logs
              sent           0       0      0
              decided        3      12      6
              kept           1       4      2
              dropped        2       8      4
              1 trace with error spans, 0 of 1 s and more; decided 3 by root
              1 second decision

            Kept and dropped per rule
              rule     kept traces   spans   logs   dropped traces   spans   logs     kept
              errors             1       4      2                0       0      0   100.0%
              rest               0       0      0                2       8      4     0.0%

            RED per service, from all traffic (calls: SERVER and CONSUMER spans)
              service   spans   calls   errors   error rate      p50      p95
              mail          7       0        0            -        -        -
              shop      1,234   1,234        0         0.0%   5.0 ms   9.5 ms

            Edges of the service graph, from all traffic
              client   server   type   calls   failed
              shop     db?[2J             10        0
            """);
  }

  @Test
  void shouldGiveAProgramEveryNumber() throws Exception {
    assertThat(SummaryJson.write(summary()).replaceAll("\\s+", ""))
        .contains("\"decided\":{\"traces\":3,\"spans\":12,\"logs\":6}")
        .contains("\"traces_undecided\":0,\"second_decisions\":1")
        .contains("{\"rule\":\"errors\",\"kept\":{\"traces\":1,\"spans\":4,\"logs\":2},")
        .contains("{\"service\":\"mail\",\"spans\":7,\"calls\":0,\"errors\":0,\"p50_ms\":null,")
        .contains("\"kind\":\"SPAN_KIND_SERVER\",\"status\":\"STATUS_CODE_UNSET\",\"spans\":1234}")
        .contains("\"calls\":10,\"failed\":0}]}");
  }

  private static Summary summary() throws Exception {
    Decisions decisions = new Decisions(List.of("errors", "rest"));
    decisions.add(decision(1, true, "errors"));
    decisions.add(decision(2, false, "rest"));
    decisions.add(decision(3, false, "rest"));
    decisions.add(decision(3, false, "rest"));
    Series spanMetrics = new Series();
    spanMetrics.add(Fixtures.calls(1, 1_234, "shop", "SERVER", "UNSET"));
    spanMetrics.add(Fixtures.durations(1, "shop", "SERVER", "UNSET", 1_234L, 0L, 0L, 0L));
    spanMetrics.add(Fixtures.calls(1, 7, "mail", "INTERNAL", "UNSET"));
    Series serviceGraph = new Series();
    serviceGraph.add(
        Fixtures.edge(1, "traces_service_graph_request_total", 10, "shop", "db\u001b[2J"));
    return Summary.of(Duration.ofSeconds(31), new Sent(), decisions, spanMetrics, serviceGraph);
  }
}
