// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.outcome.Decisions;
import io.traceweir.app.outcome.Sent;
import io.traceweir.app.outcome.Series;
import io.traceweir.app.outcome.Summary;
import io.traceweir.app.outcome.SummaryJson;
import io.traceweir.otlp.Signal;
import io.traceweir.quickstart.traffic.Incident;
import io.traceweir.trace.TraceId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckJsonTest {
  private final Sent sent = new Sent();

  @Test
  void shouldAddIncidentsAndTheCheckToTheSummary() {
    Recap recap =
        new Recap(List.of(new Recap.Line(Incident.RETRIES, 7, 9, 5, Map.of("retried", 5L))));
    Verdict verdict =
        new Verdict(
            List.of(
                new Finding("traces decided once", 3, 3, List.of()),
                new Finding("edges", 2, 1, List.of("a to b: 1 calls"))),
            List.of("a remark"));

    String json =
        SummaryJson.write(summary(), out -> CheckJson.write(new Report(recap, verdict), out));

    assertThat(json.replaceAll("\\s+", " "))
        .contains(
            "\"incidents\" : [ { \"incident\" : \"retries\", \"from_seconds\" : 7, \"traces\" : 9,"
                + " \"kept\" : 5, \"kept_by_rule\" : { \"retried\" : 5 } } ],"
                + " \"check\" : { \"agrees\" : false, \"findings\" : ["
                + " { \"what\" : \"traces decided once\", \"expected\" : 3, \"agree\" : 3,"
                + " \"examples\" : [ ] },"
                + " { \"what\" : \"edges\", \"expected\" : 2, \"agree\" : 1,"
                + " \"examples\" : [ \"a to b: 1 calls\" ] } ],"
                + " \"remarks\" : [ \"a remark\" ] } }");
  }

  @Test
  void shouldSayThatNobodyKnowsWhatIsInFiles() {
    sent.add(Signal.SPANS, 5, Set.of(new TraceId(0, 1), new TraceId(0, 2)));

    Verdict verdict = Verdict.ofStrangers(summary());

    assertThat(verdict.agrees()).isFalse();
    assertThat(verdict.findings().get(0)).returns(2L, Finding::expected);
    assertThat(verdict.findings().get(0)).returns(0L, Finding::agreeing);
    assertThat(CheckText.write(Report.ofStrangers(summary())))
        .contains("nobody knows what has to come out of this traffic")
        .contains(
            "NOT AS IT MUST BE: traces decided, for example\n    2 traces without a decision");
  }

  private Summary summary() {
    return Summary.of(Duration.ZERO, sent, new Decisions(List.of()), new Series(), new Series());
  }
}
