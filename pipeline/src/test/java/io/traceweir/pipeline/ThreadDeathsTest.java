// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.pipeline.ThreadDeaths.Death;
import io.traceweir.pipeline.ThreadDeaths.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

class ThreadDeathsTest {
  private static final TopicPartition LOG = new TopicPartition("traceweir_fragments", 3);

  private Instant now = Instant.EPOCH;
  private final ThreadDeaths deaths = new ThreadDeaths(() -> now);

  private Verdict die(String task, long offset) {
    return die(task, offset, "TooLarge");
  }

  private Verdict die(String task, long offset, String cause) {
    return deaths.count(new Death(Set.of(task), cause, Map.of(LOG, offset), false));
  }

  private void after(Duration time) {
    now = now.plus(time);
  }

  @Test
  void shouldGiveUpWhenATaskDiesInPlaceHoweverLongThatTakes() {
    for (int i = 1; i < ThreadDeaths.MOST_IN_PLACE; i++) {
      assertThat(die("1_3", 17)).isEqualTo(Verdict.REPLACE);
      after(Duration.ofMinutes(10));
    }
    assertThat(die("1_3", 17)).isEqualTo(Verdict.STUCK);
  }

  @Test
  void shouldGoOnForEverWhileItGetsFurther() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(die("1_3", i, i % 2 == 0 ? "this" : "that")).isEqualTo(Verdict.REPLACE);
      after(Duration.ofSeconds(31));
    }
  }

  @Test
  void shouldGiveUpAtATraceThatCannotBeWrittenThoughRecordsBehindItAreCommitted() {
    for (int i = 1; i < ThreadDeaths.MOST_IN_PLACE; i++) {
      assertThat(die("1_3", i)).isEqualTo(Verdict.REPLACE);
      after(Duration.ofSeconds(50));
    }
    assertThat(die("1_3", 99)).isEqualTo(Verdict.STUCK);
  }

  @Test
  void shouldGoOnWhenTheSameTroubleComesSeldom() {
    for (int i = 0; i < 100; i++) {
      assertThat(die("1_3", i)).isEqualTo(Verdict.REPLACE);
      after(Duration.ofMinutes(5));
    }
  }

  @Test
  void shouldNotBeMisledByOtherTasksThatGetFurther() {
    for (int i = 1; i < ThreadDeaths.MOST_IN_PLACE; i++) {
      die("1_3", 17);
      die("1_4", i, "cause " + i);
      after(Duration.ofMinutes(1));
    }
    assertThat(die("1_3", 17)).isEqualTo(Verdict.STUCK);
  }

  @Test
  void shouldForgetAfterAnHour() {
    for (int i = 0; i < 100; i++) {
      assertThat(die("1_3", 17)).isEqualTo(Verdict.REPLACE);
      after(Duration.ofMinutes(61));
    }
  }

  @Test
  void shouldCountOnceWhatKillsAllThreads() {
    for (int event = 0; event < 3; event++) {
      for (int thread = 0; thread < 64; thread++) {
        assertThat(die("1_" + thread, event)).isEqualTo(Verdict.REPLACE);
        after(Duration.ofMillis(50));
      }
      after(Duration.ofSeconds(30));
    }
  }

  @Test
  void shouldCountOnceThreadsThatDieBeforeTheyGotATask() {
    for (int event = 0; event < 10; event++) {
      for (int thread = 0; thread < 16; thread++) {
        assertThat(deaths.count(new Death(Set.of(), "x", Map.of(), false)))
            .isEqualTo(Verdict.REPLACE);
      }
      after(Duration.ofSeconds(20));
    }
    assertThat(deaths.count(new Death(Set.of(), "x", Map.of(), false))).isEqualTo(Verdict.TOO_MANY);
  }

  @Test
  void shouldGiveUpWhenThreadsDieAllTheTime() {
    for (int i = 0; i < 10; i++) {
      assertThat(die("1_3", i, "cause " + i)).isEqualTo(Verdict.REPLACE);
      after(Duration.ofSeconds(20));
    }
    assertThat(die("1_3", 99, "one more")).isEqualTo(Verdict.TOO_MANY);
  }

  @Test
  void shouldWaitForABrokerHoweverLongItIsAway() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(deaths.count(new Death(Set.of("1_3"), "x", null, false)))
          .isEqualTo(Verdict.REPLACE);
      assertThat(deaths.count(new Death(Set.of("1_3"), "x", Map.of(LOG, 17L), true)))
          .isEqualTo(Verdict.REPLACE);
      after(Duration.ofSeconds(1));
    }
  }

  @Test
  void shouldTellABrokerThatIsAwayFromARecordThatIsAtFault() {
    assertThat(DeathReport.isAway(new StreamsException(new TimeoutException()))).isTrue();
    assertThat(DeathReport.isAway(new StreamsException(new DisconnectException()))).isTrue();
    assertThat(DeathReport.isAway(new StreamsException(new RecordTooLargeException()))).isFalse();
    assertThat(DeathReport.isAway(new StreamsException(new CorruptRecordException()))).isFalse();
    assertThat(DeathReport.isAway(new IllegalStateException())).isFalse();
  }

  @Test
  void shouldFindTheTaskThatIsAtFault() {
    var refused = "Error encountered sending record to topic x for task 1_3 due to:\n";
    var another =
        new StreamsException("punctuating", new StreamsException(refused), new TaskId(0, 0));
    assertThat(DeathReport.faulty(new StreamsException(refused))).isEqualTo("1_3");
    assertThat(DeathReport.faulty(another)).isEqualTo("1_3");
    assertThat(DeathReport.cause(another)).isEqualTo("StreamsException when writing to x");
    assertThat(DeathReport.faulty(new StreamsException("x", new TaskId(0, 12)))).isEqualTo("0_12");
    assertThat(DeathReport.faulty(new IllegalStateException("something else"))).isNull();
  }

  @Test
  void shouldBlameTheRecordThatAProcessorFailedAt() {
    var e =
        new StreamsException(
            "Exception caught in process. taskId=1_3, processor=p, topic=in.a-b_c, partition=3,"
                + " offset=42",
            new IllegalStateException("secret payload"));

    assertThat(DeathReport.blame(death(e), e))
        .isEqualTo("topic in.a-b_c partition 3 offset 42 (IllegalStateException)");
  }

  @Test
  void shouldBlameWhereReadingBeganWhenAnOutputFailed() {
    var e = new StreamsException("secret", new RecordTooLargeException("secret"));

    assertThat(DeathReport.blame(death(e), e))
        .isEqualTo(
            "near topic traceweir_fragments partition 3 offset 17" + " (RecordTooLargeException)");
  }

  private static Death death(Throwable e) {
    String cause = (e.getCause() == null ? e : e.getCause()).getClass().getSimpleName();
    return new Death(Set.of("1_3"), cause, Map.of(LOG, 17L), false);
  }
}
