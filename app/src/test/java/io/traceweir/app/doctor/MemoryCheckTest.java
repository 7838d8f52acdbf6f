// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import static io.traceweir.app.doctor.ClusterChecksTest.only;
import static io.traceweir.app.doctor.Patient.NOW;
import static io.traceweir.app.doctor.Patient.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.traceweir.app.doctor.facts.GroupFacts;
import io.traceweir.app.doctor.facts.LogFacts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** 1,000 records/s of 1000 bytes, each with a fragment of 900 bytes, a root, and one span. */
class MemoryCheckTest {

  private static final String SPANS = "otlp_spans";

  @Test
  void shouldMeasureTheRateByOffsets() {
    MemoryDemand demand = MemoryDemand.of(patient(Patient.GIB).it());

    assertThat(demand.records()).isEqualTo(1000);
    assertThat(demand.bytes()).isEqualTo(1_000_000);
    assertThat(demand.traces()).isEqualTo(1000);
    // 900 bytes, 52 for a fragment and 160 for a trace, of 1000 that came
    assertThat(demand.factor()).isCloseTo(1.112, within(0.0001));
    assertThat(demand.waiting(Duration.ofSeconds(30))).isCloseTo(33_360_000, within(1.0));
  }

  @Test
  void shouldTakeTheRateOfTheWatchWhenItIsHigher() {
    Patient patient =
        patient(Patient.GIB).log(SPANS, 0, new LogFacts(0, 600_000, 620_000, 0, -1, -1));

    assertThat(MemoryDemand.of(patient.it()).records()).isEqualTo(2000);
  }

  /** 600 s x (1000 x (33 + 32) + 16 blocks x 200) + 300 s x 1000 spans x 4 bytes. */
  @Test
  void shouldCountWhatIsRemembered() {
    MemoryDemand demand = MemoryDemand.of(patient(Patient.GIB).it());

    assertThat(demand.remembered(patient(Patient.GIB).it().settings().traces(), 4))
        .isCloseTo(600 * (65_000 + 3_200) + 1_200_000, within(1.0));
  }

  @Test
  void shouldSayThatItFits() {
    assertThat(only(new MemoryCheck().look(patient(Patient.GIB).it())))
        .isEqualTo(
            Finding.ok(
                "1,000 records/s, 977 KiB/s, about 1,000 traces/s: x 30 s wait x 1.11 = 31.8 MiB,"
                    + " and 40.2 MiB of decisions remembered: 72 MiB at most; it fits into 1"
                    + " instance with traces.memory 1 GiB of a heap of 2 GiB"));
  }

  @Test
  void shouldSayHowManyInstancesItTakes() {
    Finding finding = only(new MemoryCheck().look(patient(20L << 20).it()));

    assertThat(finding.verdict()).isEqualTo(Verdict.PROBLEM);
    assertThat(finding.mend())
        .isEqualTo(
            "Run 4 instances like that, or give each 144 MiB of heap, or wait less"
                + " (traces.decision_wait)");
  }

  @Test
  void shouldWarnWhenItFitsOnlyWithRoots() {
    Finding finding = only(new MemoryCheck().look(patient(60L << 20).it()));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
    assertThat(finding.found())
        .endsWith("With roots that come at once it would be 42.3 MiB, which fits");
  }

  @Test
  void shouldAddUpTheInstancesThatRun() {
    List<GroupFacts.Member> members =
        List.of(
            member("traceweir-1"),
            member("traceweir-2"),
            member("traceweir-3"),
            member("traceweir-4"));
    Patient patient =
        patient(20L << 20).group(new GroupFacts("Stable", GroupFacts.STREAMS, members, Set.of()));

    assertThat(only(new MemoryCheck().look(patient.it())).found())
        .contains("it fits into 4 instances with traces.memory 20 MiB");
  }

  @Test
  void shouldNotGuessWithoutARate() {
    assertThat(only(new MemoryCheck().look(Patient.with("").it())).verdict())
        .isEqualTo(Verdict.SKIPPED);
  }

  private static GroupFacts.Member member(String process) {
    return new GroupFacts.Member(
        process + "-StreamThread-1-consumer", "/10.0.0.1", "", Set.of(SPANS));
  }

  private static Patient patient(long budgetBytes) {
    return Patient.with("")
        .budget(budgetBytes)
        .topic("traceweir_fragments", 4, Map.of())
        .log(SPANS, 0, new LogFacts(0, 600_000, 600_000, 0, -1, -1))
        .sample(SPANS, record(SPANS, 0, 0, NOW, 1), record(SPANS, 0, 1, NOW, 2));
  }
}
