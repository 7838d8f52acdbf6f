// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import static io.traceweir.app.doctor.ClusterChecksTest.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.doctor.facts.LogFacts;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicChecksTest {

  @Test
  void shouldSayWhatWillBeMade() {
    Patient patient =
        Patient.with("").topic("otlp_spans", 4, Map.of()).missing("otlp_spans_kept", "");

    assertThat(new ExistCheck().look(patient.it()))
        .containsExactly(
            Finding.ok("1 topic exists, 1 will be made at the start: otlp_spans_kept"));
  }

  @Test
  void shouldGiveTheCommandForATopicThatCannotBeMade() {
    Patient patient =
        Patient.with("").missing("traceweir_partials", "it is not permitted: no CREATE");

    Finding finding = only(new ExistCheck().look(patient.it()));
    assertThat(finding.verdict()).isEqualTo(Verdict.PROBLEM);
    assertThat(finding.commands())
        .containsExactly(
            "kafka-topics.sh --bootstrap-server kafka:9092 --create --topic traceweir_partials"
                + " --partitions 8 --config cleanup.policy=delete --config"
                + " message.timestamp.type=LogAppendTime");
  }

  @Test
  void shouldAskAnAdministratorWhereClientsLogIn() {
    Patient patient =
        Patient.with(
                "kafka: { bootstrap_servers: \"kafka:9092\", properties:"
                    + " { security.protocol: SASL_SSL } }\n",
                "")
            .leaderless("otlp_spans");

    Finding finding = only(new PartitionsCheck().look(patient.it()));
    assertThat(finding.found()).isEqualTo("1 partition of otlp_spans has no leader: 0");
    assertThat(finding.commands())
        .containsExactly(
            "kafka-topics.sh --bootstrap-server kafka:9092 --command-config admin.properties"
                + " --describe --unavailable-partitions");
  }

  @Test
  void shouldWantAReplicaToSpare() {
    Patient patient =
        Patient.with("")
            .brokers(3)
            .topic("a", 1, 1, 1, Map.of())
            .topic("b", 1, 3, 3, Map.of("min.insync.replicas", "3"))
            .topic("c", 1, 3, 3, Map.of("min.insync.replicas", "1"))
            .topic("d", 1, 3, 3, Map.of("min.insync.replicas", "2"))
            .topic("e", 1, 3, 2, Map.of("min.insync.replicas", "2"))
            .topic("f", 1, 3, 1, Map.of("min.insync.replicas", "2"))
            .topic("g", 1, 2, 2, Map.of("min.insync.replicas", "3"));

    assertThat(new ReplicasCheck().look(patient.it()))
        .extracting(finding -> finding.verdict().word() + " " + finding.found())
        .containsExactlyInAnyOrder(
            "warning b has min.insync.replicas=3 with as many replicas",
            "warning c has min.insync.replicas=1 with 3 replicas",
            "warning of e replicas are missing or behind, in partition 0",
            "problem f has fewer replicas in sync than min.insync.replicas (2)",
            "problem g has min.insync.replicas=3 with 2 replicas",
            "warning one replica only: a");
  }

  @Test
  void shouldNotAskForReplicasWhereThereIsOneBroker() {
    assertThat(only(new ReplicasCheck().look(Patient.with("").topic("a", 1, Map.of()).it())))
        .isEqualTo(Finding.ok("1 replica, as there is one broker: enough to try things out"));
  }

  @Test
  void shouldSayWhichOutageLosesNothing() {
    Patient patient =
        Patient.with("traces: { decision_wait: 30s, logs_only_wait: 10s, max_source_skew: 5m }")
            .topic("otlp_spans", 4, Map.of("retention.ms", "604800000"))
            .topic("traceweir_fragments", 4, Map.of("retention.ms", "86400000"));

    assertThat(new RetentionCheck().look(patient.it()))
        .containsExactly(
            Finding.ok(
                "an outage of up to 23 h 54 min loses nothing: traceweir_fragments keeps 24 h, of"
                    + " which traces may need 5 min 40 s to wait"));
  }

  @Test
  void shouldSetTheWaitsAgainstTheKeyedInput() {
    Patient patient =
        Patient.with("input: { partitioning: trace_id }")
            .topic("otlp_spans", 4, Map.of("retention.ms", "2400000"));

    Finding finding = only(new RetentionCheck().look(patient.it()));
    assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
    assertThat(finding.found())
        .isEqualTo("otlp_spans keeps 40 min: an outage of up to 34 min 20 s loses nothing");
  }

  /** 1000 bytes a record, 100 records/s in one partition: 100 MB last 1000 s, 640 s are needed. */
  @Test
  void shouldTurnRetentionInBytesIntoTime() {
    LogFacts busy = new LogFacts(0, 70_000, 71_000, 69_000, -1, -1);
    Patient patient =
        Patient.with("")
            .topic("otlp_spans", 1, Map.of("retention.bytes", "100000000"))
            .log("otlp_spans", 0, busy)
            .sample("otlp_spans", Patient.record("otlp_spans", 0, 69_999, Patient.NOW, 1));

    Finding finding = only(new RetentionCheck().look(patient.it()));
    assertThat(finding.found())
        .isEqualTo(
            "otlp_spans has retention.bytes=100000000: at 97.7 KiB/s in its busiest partition that"
                + " is 16 min 40 s");
    assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);

    patient.topic("otlp_spans", 1, Map.of("retention.bytes", "50000000"));
    assertThat(only(new RetentionCheck().look(patient.it())).verdict()).isEqualTo(Verdict.PROBLEM);
  }

  @Test
  void shouldCompareSizesOfWhatIsWrittenAndWhatIsTaken() {
    Patient patient =
        Patient.with(
                "kafka: { bootstrap_servers: \"kafka:9092\", properties:"
                    + " { producer.max.request.size: 8000000 } }\n",
                "")
            .brokerSettings(Map.of("socket.request.max.bytes", "4000000"))
            .topic("otlp_spans_kept", 1, Map.of("max.message.bytes", "1000000"));

    assertThat(new SizesCheck().look(patient.it()))
        .extracting(Finding::found)
        .containsExactly(
            "producer.max.request.size is 8000000, but brokers close connections at"
                + " socket.request.max.bytes=4000000",
            "otlp_spans_kept takes records of 977 KiB, the producer sends up to 7.6 MiB");
  }
}
