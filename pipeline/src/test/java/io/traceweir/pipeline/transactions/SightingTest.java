// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SightingTest {
  private static final TopicPartition HERE = new TopicPartition("kept", 3);
  private static final TopicPartition THERE = new TopicPartition("kept", 4);
  private static final OpenTransaction OPEN = new OpenTransaction(HERE, 1000, 112, 17, 5);
  private static final long BEGUN = 1_000_000;
  private static final int TIMEOUT = 10_000;
  private static final long SOON = BEGUN + 1_000;

  @Test
  void shouldExpectTheEndOfWhatTheCoordinatorKnows() {
    assertThat(seen(TransactionState.ONGOING, 112, HERE).standing(SOON))
        .isEqualTo(Standing.GOING_ON);
    assertThat(seen(TransactionState.PREPARE_COMMIT, 112, HERE).standing(SOON))
        .isEqualTo(Standing.GOING_ON);
  }

  @Test
  void shouldExpectAnEndWithTheNextEpoch() {
    assertThat(seen(TransactionState.PREPARE_ABORT, 113, THERE, HERE).standing(SOON))
        .isEqualTo(Standing.GOING_ON);
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPLETE_ABORT", "COMPLETE_COMMIT", "EMPTY"})
  void shouldSeeThatTheCoordinatorIsDone(TransactionState state) {
    assertThat(seen(state, 113).standing(SOON)).isEqualTo(Standing.ABANDONED);
  }

  @Test
  void shouldSeeThatTheCoordinatorGoesOnElsewhere() {
    assertThat(seen(TransactionState.ONGOING, 130, THERE).standing(SOON))
        .isEqualTo(Standing.ABANDONED);
    assertThat(seen(TransactionState.PREPARE_COMMIT, 113, THERE).standing(SOON))
        .isEqualTo(Standing.ABANDONED);
  }

  @Test
  void shouldSeeThatALaterTransactionHasThePartition() {
    assertThat(seen(TransactionState.ONGOING, 130, HERE).standing(SOON))
        .isEqualTo(Standing.ABANDONED);
  }

  @Test
  void shouldNotGuessWhatAStateMeansThatIsNew() {
    assertThat(seen(TransactionState.UNKNOWN, 130).standing(SOON)).isEqualTo(Standing.GOING_ON);
  }

  @Test
  void shouldWaitAMinuteLongerThanTheTimeout() {
    Sighting seen = seen(TransactionState.ONGOING, 112, HERE);

    assertThat(seen.standing(BEGUN + TIMEOUT + 60_000)).isEqualTo(Standing.GOING_ON);
    assertThat(seen.standing(BEGUN + TIMEOUT + 60_001)).isEqualTo(Standing.OVERDUE);
    assertThat(seen(TransactionState.PREPARE_ABORT, 113, HERE).standing(BEGUN + 600_000))
        .isEqualTo(Standing.OVERDUE);
  }

  @Test
  void shouldSayWhenNobodyClaimsIt() {
    Sighting seen = new Sighting(OPEN, "", null);

    assertThat(seen.standing(SOON)).isEqualTo(Standing.UNCLAIMED);
    assertThat(seen.told())
        .isEqualTo("producer 1000, epoch 112, of no transactional id that can be seen");
  }

  @Test
  void shouldBelieveTwoLooksOnly() {
    Sighting ended = seen(TransactionState.COMPLETE_ABORT, 113);
    Sighting ongoing = seen(TransactionState.ONGOING, 112, HERE);
    var grown = new OpenTransaction(HERE, 1000, 112, 17, 6);

    assertThat(ended.isIn(List.of(), SOON)).isFalse();
    assertThat(ended.isIn(List.of(ongoing), SOON)).isFalse();
    assertThat(new Sighting(grown, "id", ended.known()).isIn(List.of(ended), SOON)).isFalse();
    assertThat(ended.isIn(List.of(ongoing, ended), SOON)).isTrue();
  }

  private static Sighting seen(TransactionState state, int epoch, TopicPartition... partitions) {
    var known =
        new TransactionDescription(
            1, state, 1000, epoch, TIMEOUT, OptionalLong.of(BEGUN), Set.of(partitions));
    return new Sighting(OPEN, "traceweir-1", known);
  }
}
