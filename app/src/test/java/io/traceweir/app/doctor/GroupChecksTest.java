// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import static io.traceweir.app.doctor.ClusterChecksTest.only;
import static io.traceweir.app.doctor.Patient.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.doctor.facts.GroupFacts;
import io.traceweir.app.doctor.facts.GroupFacts.Member;
import io.traceweir.app.doctor.facts.LogFacts;
import io.traceweir.app.doctor.facts.TransactionFacts;
import io.traceweir.pipeline.transactions.OpenTransaction;
import io.traceweir.pipeline.transactions.Sighting;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupChecksTest {

  private static final String SPANS = "otlp_spans";
  private static final TopicPartition OPEN_IN = new TopicPartition(SPANS, 3);

  @Test
  void shouldCountThreadsAndProcesses() {
    Patient patient =
        Patient.with("")
            .group(
                group(
                    "Stable",
                    member("traceweir-1-StreamThread-1-consumer", "", SPANS),
                    member("traceweir-1-StreamThread-2-consumer", "", SPANS),
                    member("traceweir-2-StreamThread-1-consumer", "")));

    assertThat(new MembersCheck().look(patient.it()))
        .containsExactly(
            Finding.ok(
                "group traceweir is stable: 3 threads in 2 processes, dynamic members (a restart"
                    + " moves partitions; group.instance.id avoids that), 1 without work"));
  }

  @Test
  void shouldFindAnotherApplicationInTheGroup() {
    Patient patient =
        Patient.with("")
            .group(
                group(
                    "Stable",
                    member("traceweir-1-StreamThread-1-consumer", "a", SPANS),
                    member("billing-7-StreamThread-1-consumer", "", "invoices")));

    Finding finding = only(new MembersCheck().look(patient.it()));
    assertThat(finding.verdict()).isEqualTo(Verdict.PROBLEM);
    assertThat(finding.found())
        .isEqualTo(
            "members of group traceweir read topics that are not in this configuration:"
                + " billing-7-StreamThread-1-consumer at /10.0.0.1 reads [invoices]");
  }

  @Test
  void shouldWarnWhileARebalanceGoesOn() {
    Patient patient =
        Patient.with("").group(group("PreparingRebalance", member("t-StreamThread-1", "", SPANS)));

    assertThat(only(new MembersCheck().look(patient.it())).found())
        .isEqualTo("group traceweir is PreparingRebalance");
  }

  @Test
  void shouldFindPositionsThatAreNotInTheLog() {
    Patient patient =
        Patient.with("")
            .log(SPANS, 0, new LogFacts(10, 20, 20, 20, 4, 4))
            .log(SPANS, 1, new LogFacts(0, 20, 20, 20, 30, 30))
            .log(SPANS, 2, new LogFacts(0, 20, 20, 20, 20, 20));

    assertThat(new OffsetsCheck().look(patient.it()))
        .extracting(Finding::found)
        .containsExactlyInAnyOrder(
            "otlp_spans-0 was read up to offset 4, but begins at 10 now",
            "otlp_spans-1 was read up to offset 30, but ends at 20");
  }

  @Test
  void shouldSayWhenALagLosesData() {
    Patient patient =
        Patient.with("")
            .topic(SPANS, 1, Map.of("retention.ms", "7200000"))
            .log(SPANS, 0, new LogFacts(0, 1000, 1100, 900, 500, 520))
            .oldestUnread(SPANS, 0, Duration.ofMinutes(50))
            .group(group("Stable", member("traceweir-1-StreamThread-1-consumer", "", SPANS)));

    Finding finding = only(new LagCheck().look(patient.it()));
    assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
    assertThat(finding.found())
        .isEqualTo(
            "otlp_spans: 580 records not read yet, the oldest is 50 min old, growing by 8.0"
                + " records/s");
    assertThat(finding.follows())
        .isEqualTo(
            "if reading stopped now, data would be lost in 1 h 10 min (the topic keeps 2 h)");

    patient.oldestUnread(SPANS, 0, Duration.ofMinutes(70));
    assertThat(only(new LagCheck().look(patient.it())).verdict()).isEqualTo(Verdict.PROBLEM);
    patient.oldestUnread(SPANS, 0, Duration.ofMinutes(130));
    assertThat(only(new LagCheck().look(patient.it())).follows())
        .isEqualTo("that is longer than the topic keeps (2 h): records may be lost at any moment");
  }

  @Test
  void shouldSayWhenALagIsCaughtUp() {
    Patient patient =
        Patient.with("")
            .log(SPANS, 0, new LogFacts(0, 1000, 1100, 900, 500, 1000))
            .oldestUnread(SPANS, 0, Duration.ofMinutes(5))
            .group(group("Stable", member("traceweir-1-StreamThread-1-consumer", "", SPANS)));

    assertThat(only(new LagCheck().look(patient.it())).found())
        .endsWith("shrinking by 40 records/s: caught up in 2.5 s");
  }

  @Test
  void shouldAskForPermissionsThatAreMissing() {
    Patient patient =
        Patient.with("")
            .operations(SPANS, EnumSet.of(AclOperation.DESCRIBE))
            .operations(
                "otlp_decisions", EnumSet.of(AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS))
            .missing("otlp_spans_kept", "it is not permitted: CREATE");

    assertThat(new TopicPermissionsCheck().look(patient.it()))
        .extracting(Finding::found)
        .containsExactly(
            "READ, DESCRIBE_CONFIGS is not permitted on topic otlp_spans",
            "CREATE is not permitted on topic otlp_spans_kept",
            "READ is not permitted on topic otlp_decisions");
    assertThat(new TopicPermissionsCheck().look(patient.it()).get(0).commands())
        .containsExactly(
            "kafka-acls.sh --bootstrap-server kafka:9092 --add --allow-principal User:weir"
                + " --operation Read --operation DescribeConfigs --topic otlp_spans");
  }

  @Test
  void shouldNotCallADeafBrokerForbidding() {
    Patient patient = Patient.with("").group("Kafka did not answer within 10s");

    assertThat(only(new GroupPermissionsCheck().look(patient.it())).verdict())
        .isEqualTo(Verdict.WARNING);
    assertThat(
            only(new TransactionPermissionsCheck()
                    .look(Patient.with("").transactionalId("it is not permitted: no").it()))
                .verdict())
        .isEqualTo(Verdict.PROBLEM);
  }

  @Test
  void shouldGiveTheCommandThatEndsATransaction() {
    Patient patient = Patient.with("").transactions(lasting(ended(), ongoing(NOW)));

    Finding finding = only(new TransactionsCheck().look(patient.it()));
    assertThat(finding.verdict()).isEqualTo(Verdict.PROBLEM);
    assertThat(finding.found())
        .isEqualTo(
            "in otlp_spans-3 a transaction never ends: open since offset 17 (producer 1000, epoch"
                + " 112, traceweir-1, which is CompleteAbort with epoch 113)");
    assertThat(finding.mend()).contains("what it wrote in this partition is lost");
    assertThat(finding.commands())
        .containsExactly(
            "kafka-transactions.sh --bootstrap-server kafka:9092 abort --topic otlp_spans"
                + " --partition 3 --start-offset 17");
  }

  @Test
  void shouldWaitForTransactionsThatTheirCoordinatorKnows() {
    Patient patient = Patient.with("").transactions(lasting(ongoing(NOW - 60_000)));
    assertThat(new TransactionsCheck().look(patient.it()))
        .containsExactly(
            Finding.ok("no transaction is open for longer than it may be, in 3 partitions"));

    patient.transactions(lasting(ongoing(NOW - 600_000)));
    Finding finding = only(new TransactionsCheck().look(patient.it()));
    assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
    assertThat(finding.found()).contains("is longer open than its timeout");
    assertThat(finding.commands()).isEmpty();
  }

  @Test
  void shouldTellTransactionsThatNobodyClaimsByTheirAge() {
    long minute = 60_000;
    Patient patient =
        Patient.with("").topic(SPANS, 4, Map.of("message.timestamp.type", "LogAppendTime"));
    patient.transactions(lasting(unclaimed(NOW - 14 * minute)));
    assertThat(only(new TransactionsCheck().look(patient.it())).verdict()).isEqualTo(Verdict.OK);

    patient.transactions(lasting(unclaimed(NOW - 16 * minute)));
    assertThat(only(new TransactionsCheck().look(patient.it())).verdict())
        .isEqualTo(Verdict.PROBLEM);

    patient.topic(SPANS, 4, Map.of()); // with the time of the data, which may be old
    assertThat(only(new TransactionsCheck().look(patient.it())).verdict())
        .isEqualTo(Verdict.WARNING);

    patient.brokerSettings(Map.of("transaction.max.timeout.ms", "1200000"));
    assertThat(only(new TransactionsCheck().look(patient.it())).verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void shouldSayThatPositionsAreNotTold() {
    var offsets = new TopicPartition("__consumer_offsets", 12);
    var open = new OpenTransaction(offsets, 1000, 112, 17, NOW - 3_600_000);
    Patient patient = Patient.with("").transactions(lasting(new Sighting(open, "", null)));

    Finding finding = only(new TransactionsCheck().look(patient.it()));
    assertThat(finding.verdict()).isEqualTo(Verdict.PROBLEM); // brokers stamped it
    assertThat(finding.follows())
        .isEqualTo(
            "a group whose positions it wrote is not told them, and waits for ever before it"
                + " reads: this application, if the transaction is its own");
    assertThat(finding.commands())
        .containsExactly(
            "kafka-transactions.sh --bootstrap-server kafka:9092 abort --topic __consumer_offsets"
                + " --partition 12 --start-offset 17");
  }

  @Test
  void shouldSayWhichTransactionsCannotBeTold() {
    Patient patient =
        Patient.with("")
            .transactions(
                new TransactionFacts(
                    3, List.of(), Map.of("otlp_decisions-0", "it is not permitted: no")));
    assertThat(new TransactionsCheck().look(patient.it()))
        .containsExactly(
            Finding.skipped(
                "open transactions could not be told of otlp_decisions-0: it is not permitted:"
                    + " no"));

    patient.transactions(
        new TransactionFacts(3, List.of(), Map.of("otlp_spans-0", "Kafka did not answer")));
    assertThat(only(new TransactionsCheck().look(patient.it())).verdict())
        .isEqualTo(Verdict.WARNING);
  }

  private static TransactionFacts lasting(Sighting... all) {
    return new TransactionFacts(3, List.of(all), Map.of());
  }

  private static Sighting ended() {
    return sighting(NOW, known(TransactionState.COMPLETE_ABORT, 113, NOW, Set.of()));
  }

  private static Sighting ongoing(long since) {
    return sighting(NOW, known(TransactionState.ONGOING, 112, since, Set.of(OPEN_IN)));
  }

  private static Sighting unclaimed(long newest) {
    return sighting(newest, null);
  }

  private static Sighting sighting(long newest, @Nullable TransactionDescription known) {
    return new Sighting(
        new OpenTransaction(OPEN_IN, 1000, 112, 17, newest),
        known == null ? "" : "traceweir-1",
        known);
  }

  private static TransactionDescription known(
      TransactionState state, int epoch, long since, Set<TopicPartition> partitions) {
    return new TransactionDescription(
        1, state, 1000, epoch, 10_000, OptionalLong.of(since), partitions);
  }

  private static GroupFacts group(String state, Member... members) {
    return new GroupFacts(state, GroupFacts.STREAMS, List.of(members), Set.of());
  }

  private static Member member(String client, String instance, String... topics) {
    return new Member(client, "/10.0.0.1", instance, Set.of(topics));
  }
}
