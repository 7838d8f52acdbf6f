// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.doctor.facts.Endpoint.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClusterChecksTest {

  private static final String EXACTLY = "kafka: { bootstrap_servers: \"kafka:9092\" }\n";

  @Test
  void shouldBeContentWhenAllAnswer() {
    Patient patient =
        Patient.with("")
            .endpoint("kafka:9092", -1, State.ANSWERS)
            .endpoint("kafka-1:9092", 1, State.ANSWERS);

    assertThat(new ReachCheck().look(patient.it()))
        .containsExactly(
            Finding.ok("all answer: bootstrap server kafka:9092, broker 1 at kafka-1:9092"));
  }

  @Test
  void shouldOnlyWarnWhenAnotherBootstrapServerAnswers() {
    Patient patient =
        Patient.with("")
            .endpoint("kafka:9092", -1, State.ANSWERS)
            .endpoint("old:9092", -1, State.UNKNOWN_HOST);

    Finding finding = only(new ReachCheck().look(patient.it()));
    assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
    assertThat(finding.found()).isEqualTo("bootstrap server old:9092: there is no such host");
  }

  @Test
  void shouldBlameAdvertisedListenersForABrokerOutOfReach() {
    Patient patient =
        Patient.with("")
            .endpoint("kafka:9092", -1, State.ANSWERS)
            .endpoint("internal:9092", 2, State.UNKNOWN_HOST);

    Finding finding = only(new ReachCheck().look(patient.it()));
    assertThat(finding.verdict()).isEqualTo(Verdict.PROBLEM);
    assertThat(finding.found()).isEqualTo("broker 2 at internal:9092: there is no such host");
    assertThat(finding.mend()).contains("advertised.listeners");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ANSWERS")
  void shouldSayHowToMendWhateverIsInTheWay(State state) {
    Patient patient = Patient.with("").endpoint("kafka:9092", -1, state);

    Finding finding = only(new ReachCheck().look(patient.it()));
    assertThat(finding.found()).startsWith("bootstrap server kafka:9092: ");
    assertThat(finding.mend()).isNotEmpty();
  }

  @Test
  void shouldTellThatAPortSpeaksTls() {
    Patient patient = Patient.with("").endpoint("kafka:9093", -1, State.SPEAKS_TLS);

    Finding finding = only(new ReachCheck().look(patient.it()));
    assertThat(finding.found()).endsWith("the port speaks TLS, but security.protocol is PLAINTEXT");
    assertThat(finding.mend()).startsWith("Set security.protocol: SSL under kafka.properties");
  }

  @Test
  void shouldWantTransactionsThatAreNotLeftOpen() {
    Patient patient =
        Patient.with("").features(Map.of("metadata.version", 20, "transaction.version", 0));

    Finding finding = only(new VersionCheck().look(patient.it()));
    assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
    assertThat(finding.commands())
        .containsExactly(
            "kafka-features.sh --bootstrap-server kafka:9092 upgrade --feature"
                + " transaction.version=2");
    assertThat(
            only(new VersionCheck()
                    .look(
                        Patient.with(
                                "kafka: { bootstrap_servers: \"kafka:9092\","
                                    + " guarantee: at_least_once }\n",
                                "")
                            .features(Map.of("metadata.version", 20))
                            .it()))
                .verdict())
        .isEqualTo(Verdict.OK);
  }

  @Test
  void shouldKnowBrokersWithZooKeeper() {
    assertThat(only(new VersionCheck().look(Patient.with("").features(Map.of()).it())).found())
        .isEqualTo("the brokers run with ZooKeeper");
  }

  @Test
  void shouldComparePropertiesWithWhatBrokersAllow() {
    Patient patient =
        Patient.with(
                "kafka: { bootstrap_servers: \"kafka:9092\", properties:"
                    + " { producer.transaction.timeout.ms: 1800000 } }\n",
                "")
            .brokerSettings(
                Map.of("transaction.max.timeout.ms", "900000", "offsets.retention.minutes", "5"));

    assertThat(new BrokersCheck().look(patient.it()))
        .extracting(Finding::found)
        .containsExactly(
            "kafka.properties ask for transaction.timeout.ms 1800000, brokers allow 900000",
            "offsets.retention.minutes is 5");
    assertThat(new BrokersCheck().look(Patient.with(EXACTLY, "").brokers(3).it()))
        .containsExactly(Finding.ok("3 brokers, positions of the group are kept for 7 d"));
  }

  static Finding only(List<Finding> findings) {
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }
}
