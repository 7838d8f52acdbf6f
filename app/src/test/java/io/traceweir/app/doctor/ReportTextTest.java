// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTextTest {

  private static final Report.Head HEAD =
      new Report.Head("traceweir.yaml", "kafka:9092", "traceweir");

  @Test
  void shouldSayWhatIsWrongWhatFollowsAndHowToMendIt() {
    Finding problem =
        Finding.problem(
                "t",
                "topic t is of no use, and that in a way that takes some words to say",
                "nothing works")
            .run(
                "kafka-configs.sh --bootstrap-server kafka:9092 --alter --entity-type topics"
                    + " --add-config a=b");
    Report report =
        new Report(
            HEAD,
            true,
            List.of(
                new Report.Looked("kafka.version", List.of(Finding.ok("fine"))),
                new Report.Looked("topics.settings", List.of(problem)),
                new Report.Looked("topics.sizes", List.of(Finding.skipped("not today")))));

    assertThat(ReportText.of(report, false))
        .isEqualTo(
            """
            traceweir.yaml
            Kafka at kafka:9092

            Kafka
              ok       version: fine

            Topics
              problem  settings: topic t is of no use, and that in a way that takes some
                       words to say
                       So nothing works.
                       Mend it with:
                         kafka-configs.sh --bootstrap-server kafka:9092 --alter \\
                           --entity-type topics --add-config a=b
              skipped  sizes: not today

            Something has to be mended: 1 problem, 0 warnings, 1 ok, 1 skipped
            """);
    assertThat(ReportText.of(report, true)).contains("\u001b[1;31m  problem  \u001b[0msettings:");
  }

  @Test
  void shouldBeAsBadAsTheWorstAndNoWorseForWhatWasSkipped() {
    Finding ok = Finding.ok("a");
    Finding skipped = Finding.skipped("b");
    Finding warning = Finding.warning("", "c", "");
    assertThat(report(ok, skipped).verdict()).isEqualTo(Verdict.OK);
    assertThat(report(ok, warning, skipped).verdict()).isEqualTo(Verdict.WARNING);
    assertThat(report(warning, Finding.problem("", "d", ""), ok).verdict())
        .isEqualTo(Verdict.PROBLEM);
  }

  private static Report report(Finding... findings) {
    return new Report(HEAD, true, List.of(new Report.Looked("a.b", List.of(findings))));
  }
}
