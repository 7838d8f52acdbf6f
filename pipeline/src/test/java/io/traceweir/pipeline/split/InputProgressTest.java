// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.pipeline.QuickSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Two partitions of spans and of logs; data begins at 0 and goes by 60 times as fast as time. */
class InputProgressTest {
  private static final TopicPartition SPANS_0 = new TopicPartition("otlp_spans", 0);
  private static final TopicPartition SPANS_1 = new TopicPartition("otlp_spans", 1);
  private static final TopicPartition LOGS_0 = new TopicPartition("otlp_logs", 0);
  private static final TopicPartition LOGS_1 = new TopicPartition("otlp_logs", 1);
  private static final List<TopicPartition> ALL = List.of(SPANS_0, SPANS_1, LOGS_0, LOGS_1);
  private static final long MINUTE = 60_000;

  private final Sources sources =
      new Sources(
          QuickSettings.of("unused:9092", Path.of("unused")),
          Map.of("otlp_spans", 2, "otlp_logs", 2));
  private long wallMillis;
  private long offset;
  private final InputProgress progress =
      new InputProgress(sources, Duration.ofMinutes(10), () -> Instant.ofEpochMilli(wallMillis));

  private void here(TopicPartition partition, long millis) {
    progress.processed(partition, offset++, millis);
  }

  private void elsewhere(TopicPartition partition, long millis) {
    progress.heard(sources.number(partition.topic(), partition.partition()), millis, false);
  }

  private Set<TopicPartition> aheadAfter(long wallMillis) {
    this.wallMillis += wallMillis;
    return progress.ahead(ALL);
  }

  @Test
  void shouldHoldWhatIsFarAheadInABacklog() {
    here(SPANS_0, 0);
    here(SPANS_1, 0);
    assertThat(aheadAfter(0)).isEmpty();
    here(SPANS_0, MINUTE);
    here(SPANS_1, 20_000);
    assertThat(aheadAfter(1_000)).containsExactlyInAnyOrder(SPANS_0, LOGS_0);
    here(SPANS_1, 40_000);
    assertThat(aheadAfter(1_000)).isEmpty();
  }

  @Test
  void shouldNotLetAProducerWhoseClockIsAnHourBehindHoldAnybody() {
    for (long wall = 0; wall < 20_000; wall += 1_000) {
      here(SPANS_0, 60 * MINUTE + wall);
      here(SPANS_1, wall);
      aheadAfter(1_000);
    }
    assertThat(aheadAfter(0)).isEmpty();
  }

  @Test
  void shouldWaitAMinuteForWhatStandsStill() {
    here(SPANS_0, 0);
    here(SPANS_1, 0);
    aheadAfter(0);
    here(SPANS_0, 5 * MINUTE);
    for (int second = 1; second < 60; second++) {
      assertThat(aheadAfter(1_000)).as("after %d s", second).contains(SPANS_0);
    }
    aheadAfter(1_000);
    assertThat(aheadAfter(1_000)).isEmpty();
  }

  @Test
  void shouldNotWaitForWhatIsAtItsEnd() {
    here(SPANS_0, 0);
    here(SPANS_1, 0);
    here(SPANS_0, 5 * MINUTE);
    assertThat(aheadAfter(1_000)).contains(SPANS_0);
    progress.foundNothing(SPANS_1, true);
    assertThat(aheadAfter(0)).isEmpty();
    progress.found(SPANS_1, 1_000);
    assertThat(aheadAfter(0)).contains(SPANS_0);
  }

  @Test
  void shouldWaitForWhatWasFoundUntilItIsProcessed() {
    here(SPANS_0, 5 * MINUTE);
    progress.handedOut(SPANS_1, 0, 9, SourceTime.UNHEARD);
    progress.foundNothing(SPANS_1, true);
    assertThat(aheadAfter(0)).contains(SPANS_0);
    assertThat(progress.isAwaitedByOthersOfItsTask(LOGS_1, MINUTE)).isTrue();

    progress.processed(SPANS_1, 9, 1_000);
    assertThat(aheadAfter(0)).isEmpty();
    assertThat(progress.isAwaitedByOthersOfItsTask(LOGS_1, MINUTE)).isFalse();
  }

  @Test
  void shouldTakeWhatWasPutBackForNextOnlyWhenAllBeforeItIsProcessed() {
    here(SPANS_1, 0);
    progress.handedOut(SPANS_0, 0, 9, 2 * MINUTE);
    assertThat(aheadAfter(0)).isEmpty();
    progress.processed(SPANS_0, 8, 10_000);
    assertThat(aheadAfter(0)).isEmpty();
    progress.processed(SPANS_0, 9, 11_000);
    assertThat(aheadAfter(0)).contains(SPANS_0);
  }

  @Test
  void shouldNotWaitForWhatIsSaidToBeIdleElsewhere() {
    elsewhere(SPANS_1, 0);
    here(SPANS_0, 6 * MINUTE);
    assertThat(aheadAfter(0)).contains(SPANS_0);
    progress.heard(sources.number("otlp_spans", 1), 0, true);
    assertThat(aheadAfter(0)).isEmpty();
  }

  @Test
  void shouldGoOnHoldingWhatStandsStillOnlyBecauseItIsHeld() {
    here(SPANS_0, 0);
    here(SPANS_1, 0);
    aheadAfter(0);
    here(SPANS_0, 20 * MINUTE);
    for (int second = 1; second <= 15; second++) {
      here(SPANS_1, second * MINUTE);
      assertThat(aheadAfter(1_000)).as("after %d s", second).contains(SPANS_0);
    }
    here(SPANS_1, 20 * MINUTE);
    assertThat(aheadAfter(1_000)).isEmpty();
  }

  @Test
  void shouldHoldLiveTrafficWhileABacklogIsReadElsewhereInTheInstance() {
    here(SPANS_0, 60 * MINUTE);
    here(SPANS_1, 0);
    for (int second = 1; second <= 10; second++) {
      here(SPANS_1, second * MINUTE);
      assertThat(aheadAfter(1_000)).contains(SPANS_0).doesNotContain(SPANS_1);
    }
  }

  @Test
  void shouldNeverHoldATaskForItsOwnSlowestSource() {
    here(SPANS_0, 60 * MINUTE);
    here(LOGS_0, 0);
    here(SPANS_1, 10 * MINUTE);
    assertThat(aheadAfter(0)).containsExactlyInAnyOrder(SPANS_1, LOGS_1);
  }

  @Test
  void shouldNotMindIdleLogsBesideSpans() {
    progress.foundNothing(LOGS_0, true);
    for (int second = 0; second <= 10; second++) {
      here(SPANS_0, second * MINUTE);
      here(SPANS_1, second * MINUTE);
      aheadAfter(1_000);
    }
    assertThat(aheadAfter(0)).isEmpty();
  }

  @Test
  void shouldAllowMoreDistanceToWhatIsHeardFromOtherInstances() {
    elsewhere(SPANS_1, 0);
    here(SPANS_0, 4 * MINUTE);
    assertThat(aheadAfter(0)).isEmpty();
    here(SPANS_0, 6 * MINUTE);
    assertThat(aheadAfter(0)).contains(SPANS_0);
  }

  @Test
  void shouldTreatWhatMovedToAnotherInstanceAsHeardFromThere() {
    here(SPANS_0, 4 * MINUTE);
    here(SPANS_1, 0);
    assertThat(aheadAfter(0)).contains(SPANS_0);
    progress.leftHere(SPANS_1);
    assertThat(aheadAfter(0)).isEmpty();
  }

  @Test
  void shouldLeaveOtherTopicsAlone() {
    here(SPANS_0, 60 * MINUTE);
    here(SPANS_1, 0);
    assertThat(progress.ahead(List.of(new TopicPartition("traceweir_fragments", 0)))).isEmpty();
    assertThat(progress.held()).isZero();
    assertThat(progress.ahead(List.of(SPANS_0))).containsExactly(SPANS_0);
    assertThat(progress.held()).isEqualTo(1);
  }
}
