// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.traceweir.quickstart.chaos.Fault.Kill;
import io.traceweir.quickstart.chaos.Fault.RollingRestart;
import io.traceweir.quickstart.chaos.Fault.Scale;
import io.traceweir.quickstart.live.WorkerRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FleetTest {
  private static final long SECOND = 1_000_000_000;

  private final FakeWorkers workers = new FakeWorkers();
  private final List<String> said = new ArrayList<>();
  private final Fleet fleet = new Fleet(workers, workers, 8, said::add);
  private long now;

  @BeforeEach
  void shouldBeginWithOneWorker() throws Exception {
    fleet.begin(0);
    assertThat(fleet.isWorking()).isFalse();
    look(2);
    assertThat(said).containsExactly("worker 1 works, 2.0 s after its start");
    assertThat(fleet.isCalm()).isTrue();
    said.clear();
    workers.log.clear();
  }

  @Test
  void shouldKillAWorkerAndStartItAgain() throws Exception {
    workers.startsReady = false;
    fleet.apply(new Kill(1, false, Duration.ofSeconds(1)), now);
    look(0.5);
    assertThat(workers.log).containsExactly("kill 1");
    assertThat(fleet.isCalm()).isFalse();
    look(0.5);
    assertThat(workers.log).containsExactly("kill 1", "start 1");
    look(2);
    workers.worker(1).ready = true;
    look(1.1);
    assertThat(said).containsExactly("killed worker 1 (kill -9)", "worker 1 is back after 4.1 s");
    assertThat(fleet.tally()).isEqualTo(new Tally(1, 0, 0, 0, 0));
    assertThat(fleet.isCalm()).isTrue();
  }

  @Test
  void shouldLoseTheStateFolderBeforeTheReturn() throws Exception {
    fleet.apply(new Kill(1, true, Duration.ZERO), now);
    look(1);
    assertThat(workers.log).containsExactly("kill 1", "lose 1", "start 1");
    assertThat(said).contains("killed worker 1 (kill -9, state folder lost)");
    assertThat(fleet.tally()).isEqualTo(new Tally(1, 1, 0, 0, 0));
    fleet.apply(new Kill(1, false, Duration.ZERO), now);
    look(1);
    assertThat(workers.log).containsExactly("kill 1", "lose 1", "start 1", "kill 1", "start 1");
  }

  @Test
  void shouldKillAWorkerThatIsNotBackYet() throws Exception {
    workers.startsReady = false;
    fleet.apply(new Kill(1, false, Duration.ZERO), now);
    look(1);
    fleet.apply(new Kill(1, false, Duration.ZERO), now);
    workers.startsReady = true;
    look(1);
    look(1);
    assertThat(said)
        .containsExactly(
            "killed worker 1 (kill -9)",
            "killed worker 1 (kill -9) while it starts",
            "worker 1 is back after 3.0 s");
    assertThat(fleet.tally().kills()).isEqualTo(2);
  }

  @Test
  void shouldScaleUpAndSayWhenPartitionsAreShared() throws Exception {
    workers.share(1, 8);
    fleet.apply(new Scale(3), now);
    look(1);
    assertThat(workers.log).containsExactly("start 2", "start 3");
    assertThat(fleet.rows(now))
        .extracting(WorkerRow::name, row -> row.partitions().size())
        .containsExactly(tuple("worker 1", 8), tuple("worker 2", 0), tuple("worker 3", 0));
    workers.share(3, 8);
    look(1);
    look(1);
    assertThat(said)
        .containsExactly(
            "scaling from 1 to 3 workers",
            "worker 2 works, 1.0 s after its start",
            "worker 3 works, 1.0 s after its start",
            "3 workers share 8 partitions: 3, 3, 2");
    assertThat(fleet.tally().scalings()).isEqualTo(1);
  }

  @Test
  void shouldHandOnWhatAWorkerHadThatLeaves() throws Exception {
    grow(3);
    workers.stopsAtOnce = false;
    fleet.apply(new Scale(1), now);
    look(1);
    assertThat(workers.log).containsExactly("stop 2", "stop 3");
    assertThat(workers.removed).isEmpty();
    workers.worker(2).end(0);
    workers.worker(3).end(0);
    look(1);
    assertThat(workers.removed).containsExactly(2, 3);
    assertThat(fleet.rows(now)).hasSize(1);
    workers.share(1, 8);
    look(1);
    assertThat(said)
        .containsExactly(
            "scaling from 3 to 1 worker",
            "worker 2 has stopped and left the group",
            "worker 3 has stopped and left the group",
            "1 worker has all 8 partitions");
    assertThat(fleet.isCalm()).isTrue();
  }

  @Test
  void shouldKillWhatDoesNotStop() throws Exception {
    grow(2);
    workers.stopsAtOnce = false;
    fleet.apply(new Scale(1), now);
    look(39);
    assertThat(workers.log).containsExactly("stop 2");
    look(2);
    look(1);
    assertThat(workers.log).containsExactly("stop 2", "kill 2");
    assertThat(said).contains("worker 2 does not stop, so it is killed");
    assertThat(workers.removed).containsExactly(2);
    assertThat(fleet.tally().kills()).as("of the schedule").isZero();
  }

  @Test
  void shouldRestartOneWhenTheOneBeforeIsBack() throws Exception {
    grow(2);
    workers.startsReady = false;
    fleet.apply(new RollingRestart(), now);
    look(1);
    look(1);
    look(5);
    assertThat(workers.log).containsExactly("stop 1", "start 1");
    assertThat(fleet.isCalm()).isFalse();
    workers.worker(1).ready = true;
    workers.startsReady = true;
    for (int i = 0; i < 4; i++) {
      look(1);
    }
    assertThat(workers.log).containsExactly("stop 1", "start 1", "stop 2", "start 2");
    assertThat(said)
        .containsExactly(
            "rolling restart of 2 workers",
            "worker 1 is asked to stop, and to come again",
            "worker 1 is back after 7.0 s",
            "worker 2 is asked to stop, and to come again",
            "worker 2 is back after 2.0 s",
            "the rolling restart is over");
    assertThat(workers.removed).isEmpty();
    assertThat(fleet.tally().restarts()).isEqualTo(2);
    assertThat(fleet.isCalm()).isTrue();
  }

  @Test
  void shouldReportADeathAndStartTheWorkerAgain() throws Exception {
    workers.worker(1).end(1);
    look(0.1);
    assertThat(said)
        .containsExactly(
            "worker 1 ended by itself, with exit code 1; the last lines of its log:\nline of 1");
    look(0.5);
    assertThat(workers.log).isEmpty();
    look(0.6);
    look(0.1);
    assertThat(workers.log).containsExactly("start 1");
    assertThat(fleet.tally()).isEqualTo(new Tally(0, 0, 0, 0, 1));
    assertThat(fleet.obituaries()).isEqualTo(said.subList(0, 1));
  }

  @Test
  void shouldGiveUpWhenWorkersDieAgainAndAgain() throws Exception {
    for (int i = 0; i < 3; i++) {
      workers.worker(1).end(1);
      look(0.1);
      look(1);
      look(0.1);
    }
    workers.worker(1).end(70);
    assertThatThrownBy(() -> look(0.1))
        .isInstanceOf(WorkerFailedException.class)
        .hasMessage(
            "workers die again and again: worker 1 ended by itself, with exit code 70; the last"
                + " lines of its log:\nline of 1");
  }

  @Test
  void shouldLeaveNobodyBehind() throws Exception {
    grow(3);
    workers.stopsAtOnce = false;
    fleet.stop(Duration.ZERO);
    assertThat(workers.log).startsWith("stop 1", "stop 2", "stop 3").contains("kill 1", "kill 3");
    assertThat(workers.running.values()).noneMatch(Worker::isAlive);
    workers.log.clear();
    fleet.apply(new Scale(3), now);
    look(60);
    fleet.kill(Duration.ZERO);
    assertThat(workers.log).doesNotContain("start 1", "start 2", "start 3");
  }

  private void grow(int to) throws WorkerFailedException {
    fleet.apply(new Scale(to), now);
    look(1);
    workers.share(to, 8);
    look(1);
    assertThat(fleet.isCalm()).isTrue();
    said.clear();
    workers.log.clear();
  }

  private void look(double seconds) throws WorkerFailedException {
    now += Math.round(seconds * SECOND);
    fleet.look(now);
  }
}
