// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceweir.quickstart.chaos.Fault.Kill;
import io.traceweir.quickstart.chaos.Fault.RollingRestart;
import io.traceweir.quickstart.chaos.Fault.Scale;
import io.traceweir.quickstart.chaos.Schedule.Step;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

  @Test
  void shouldKillScaleAndRestartInTwoMinutes() {
    Schedule schedule = Schedule.of(7, TWO_MINUTES);
    assertThat(kills(schedule)).hasSize(5).filteredOn(Kill::losesState).hasSize(1);
    assertThat(schedule.steps().stream().map(Step::fault).filter(Scale.class::isInstance))
        .containsExactly(new Scale(2), new Scale(3), new Scale(1));
    assertThat(schedule.steps().stream().map(Step::fault).filter(RollingRestart.class::isInstance))
        .hasSize(1);
  }

  @Test
  void shouldBeAFunctionOfSeedAndDuration() {
    assertThat(Schedule.of(3, TWO_MINUTES)).isEqualTo(Schedule.of(3, TWO_MINUTES));
    assertThat(Schedule.of(3, TWO_MINUTES).steps())
        .isNotEqualTo(Schedule.of(4, TWO_MINUTES).steps());
    assertThat(Schedule.of(3, TWO_MINUTES).steps())
        .isNotEqualTo(Schedule.of(3, TWO_MINUTES.plusSeconds(1)).steps());
  }

  @Test
  void shouldHitWorkersThatAreThereWhileTrafficRuns() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2_000; i++) {
      long seed = random.nextLong();
      Duration duration = Duration.ofMillis(random.nextLong(15_000, 900_000));
      assertIsSound(Schedule.of(seed, duration), duration);
    }
  }

  private static void assertIsSound(Schedule schedule, Duration duration) {
    int workers = 1;
    Duration last = Duration.ofSeconds(4);
    for (Step step : schedule.steps()) {
      assertThat(step.at())
          .as("%s in %s", schedule, duration)
          .isBetween(last, duration.minusSeconds(8));
      last = step.at().plusMillis(5_600);
      if (step.fault() instanceof Scale scale) {
        workers = scale.workers();
        assertThat(workers).isBetween(1, 3);
      } else if (step.fault() instanceof Kill kill) {
        assertThat(kill.worker()).as("%s", schedule).isBetween(1, workers);
        assertThat(kill.away()).isLessThan(Duration.ofSeconds(2));
      }
    }
    assertThat(kills(schedule)).isNotEmpty();
  }

  @Test
  void shouldGrowWithTheDuration() {
    assertThat(Schedule.of(1, Duration.ofSeconds(15)).steps()).hasSize(1);
    assertThat(Schedule.of(1, Duration.ofSeconds(35)).steps())
        .extracting(step -> step.fault().getClass().getSimpleName())
        .containsExactly("Kill", "Scale", "Kill");
    assertThat(kills(Schedule.of(1, Duration.ofMinutes(10)))).hasSizeGreaterThanOrEqualTo(25);
    List<Step> long_ = Schedule.of(1, Duration.ofMinutes(10)).steps();
    assertThat(long_.get(long_.size() - 1).at()).isGreaterThan(Duration.ofMinutes(9));
  }

  @Test
  void shouldRefuseWhatIsTooShortForAKill() {
    assertThatThrownBy(() -> Schedule.of(1, Duration.ofMillis(14_999)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--chaos needs a --duration of 15s or more: less leaves no time for a kill and the"
                + " return after it");
  }

  @Test
  void shouldSayWhatWillHappen() {
    Schedule schedule =
        new Schedule(
            9,
            List.of(
                new Step(Duration.ofMillis(4_900), new Kill(1, true, Duration.ZERO)),
                new Step(Duration.ofSeconds(20), new Scale(2)),
                new Step(Duration.ofSeconds(30), new RollingRestart())));
    assertThat(schedule.sentence())
        .isEqualTo(
            "faults of seed 9: 4 s kill worker 1, state folder lost; 20 s scale to 2;"
                + " 30 s restart all, one by one");
    assertThat(Schedule.of(1, Duration.ofMinutes(10)).sentence()).endsWith("more");
  }

  private static List<Kill> kills(Schedule schedule) {
    return schedule.steps().stream()
        .map(Step::fault)
        .filter(Kill.class::isInstance)
        .map(Kill.class::cast)
        .toList();
  }
}
