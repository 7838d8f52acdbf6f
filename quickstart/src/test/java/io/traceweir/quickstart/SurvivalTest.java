// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.traceweir.quickstart.chaos.Event;
import io.traceweir.quickstart.chaos.Tally;
import io.traceweir.quickstart.check.Damage;
import io.traceweir.quickstart.check.Harm;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurvivalTest {
  private static final Tally FAULTS = new Tally(5, 1, 3, 3, 0);

  @Test
  void shouldEndWithTheTable() {
    Survival survival = survival(FAULTS, 0, 0, 0, 0);
    assertThat(survival.isWhole()).isTrue();
    assertThat(SurvivalText.write(survival))
        .isEqualTo(
            """

            What the faults have spoilt
              faults of seed 7
              traces sent                     6,012
              spans sent                     45,876
              kills (kill -9)                     5
                with the state folder lost        1
              restarts in order                   3
              scalings                            3
              lost                                0
              split                               0
              decided twice                       0
              counter error                       0
              longest gap                     9.3 s

            seed 7, 5 kills: lost 0, split 0, decided twice 0, counter error 0, longest gap 9.3 s
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 0, lost 1",
    "0, 2, 0, 0, split 2",
    "0, 0, 3, 0, decided twice 3",
    "0, 0, 0, 1234, 'counter error 1,234'"
  })
  void shouldSayWhatIsSpoiltAndShowIt(
      long lost, long split, long twice, long counters, String said) {
    Survival survival = survival(FAULTS, lost, split, twice, counters);
    assertThat(survival.isWhole()).isFalse();
    String text = SurvivalText.write(survival);
    assertThat(text).contains(said).contains(", for example\n    trace 0a: ?[31mwrong\n");
    assertThat(text.lines().filter(line -> line.contains("for example"))).hasSize(1);
  }

  @Test
  void shouldNotTakeADeathForSurvival() {
    Survival survival = survival(new Tally(5, 1, 3, 3, 2), 0, 0, 0, 0);
    assertThat(survival.isWhole()).isFalse();
    assertThat(SurvivalText.write(survival))
        .contains("workers that ended by themselves        2")
        .contains("\n  worker 2 ended by itself, with exit code 1\n  its log?\n");
  }

  @Test
  void shouldSayTheSameToAProgram() throws IOException {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartObject();
      SurvivalJson.write(survival(FAULTS, 1, 0, 0, 0), json);
      json.writeEndObject();
    }
    assertThat(out.toString())
        .isEqualTo(
            """
            {"chaos":{"seed":7,"survived":false,"traces":6012,"spans":45876,"kills":5,\
            "kills_with_state_lost":1,"restarts":3,"scalings":3,"unexpected_deaths":0,"lost":1,\
            "split":0,"decided_twice":0,"counter_error":0,"longest_gap_seconds":9.3,\
            "examples":["lost: trace 0a: \\u001B[31mwrong"],\
            "events":[{"at_seconds":5.25,"what":"killed worker 1 (kill -9)",\
            "traces_per_second":48.3}]}}\
            """);
  }

  private static Survival survival(Tally faults, long lost, long split, long twice, long counters) {
    Damage damage =
        new Damage(
            harm("lost", lost),
            harm("split", split),
            harm("decided twice", twice),
            harm("counter error", counters));
    Event kill = new Event(Duration.ofMillis(5_250), "killed worker 1 (kill -9)", 48.26);
    return new Survival(
        7,
        faults,
        6_012,
        45_876,
        damage,
        Duration.ofMillis(9_300),
        List.of(kill),
        faults.deaths() == 0
            ? List.of()
            : List.of("worker 2 ended by itself, with exit code 1\nits log\u0007"));
  }

  private static Harm harm(String what, long count) {
    return new Harm(what, count, count == 0 ? List.of() : List.of("trace 0a: \u001b[31mwrong"));
  }
}
