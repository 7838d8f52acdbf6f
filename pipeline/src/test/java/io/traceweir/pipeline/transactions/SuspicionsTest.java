// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SuspicionsTest {
  private static final long NOW = 1_000_000_000;
  private static final OpenTransaction OPEN =
      new OpenTransaction(new TopicPartition("kept", 3), 1000, 112, 17, 5);
  private static final Sighting ABANDONED = seen(TransactionState.COMPLETE_ABORT);
  private static final Sighting GOING_ON = seen(TransactionState.UNKNOWN);
  private static final Sighting UNCLAIMED = new Sighting(OPEN, "", null);

  private final Suspicions suspicions = new Suspicions();

  @Test
  void shouldSayOnceWhatTwoLooksSay() {
    assertThat(told(ABANDONED)).isEmpty();
    assertThat(told(ABANDONED)).containsExactly(ABANDONED);
    assertThat(told(ABANDONED)).isEmpty();
    assertThat(suspicions.lost()).containsExactly(OPEN);
    assertThat(told()).isEmpty();
    assertThat(suspicions.lost()).isEmpty();
  }

  @Test
  void shouldKeepWhatIsLostWhileNobodyTells() {
    told(ABANDONED);
    told(ABANDONED);

    assertThat(untold()).isEmpty();
    assertThat(suspicions.lost()).containsExactly(OPEN);
    assertThat(told(ABANDONED)).isEmpty();
    assertThat(suspicions.lost()).containsExactly(OPEN);
  }

  @Test
  void shouldKeepASuspicionWhileNobodyTells() {
    told(ABANDONED);
    assertThat(untold()).isEmpty();
    assertThat(suspicions.lost()).isEmpty(); // no answer confirms nothing either

    assertThat(told(ABANDONED)).containsExactly(ABANDONED);
  }

  @Test
  void shouldKeepTheHourOfTheUnclaimed() {
    told(UNCLAIMED);
    untold();

    long later = NOW + Duration.ofMinutes(61).toMillis();
    assertThat(suspicions.judge(List.of(UNCLAIMED), open -> true, later))
        .containsExactly(UNCLAIMED);
  }

  @Test
  void shouldKeepWhatIsLostWhileItsCoordinatorIsAway() {
    told(ABANDONED);
    told(ABANDONED);

    assertThat(told(UNCLAIMED)).isEmpty();
    assertThat(suspicions.lost()).containsExactly(OPEN);
    assertThat(told(ABANDONED)).isEmpty();
    assertThat(suspicions.lost()).containsExactly(OPEN);
  }

  @Test
  void shouldBelieveWhatIsSeenOverWhatIsNotTold() {
    told(ABANDONED);

    suspicions.judge(List.of(GOING_ON), open -> false, NOW);
    assertThat(told(ABANDONED)).isEmpty();
    assertThat(suspicions.lost()).isEmpty();
  }

  private List<Sighting> told(Sighting... seen) {
    return suspicions.judge(List.of(seen), open -> true, NOW);
  }

  private List<Sighting> untold() {
    return suspicions.judge(List.of(), open -> false, NOW);
  }

  private static Sighting seen(TransactionState state) {
    var known =
        new TransactionDescription(1, state, 1000, 113, 10_000, OptionalLong.empty(), Set.of());
    return new Sighting(OPEN, "traceweir-1", known);
  }
}
