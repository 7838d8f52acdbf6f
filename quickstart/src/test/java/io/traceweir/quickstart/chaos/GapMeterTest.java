// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GapMeterTest {
  private static final long SECOND = 1_000_000_000;

  private final GapMeter meter = new GapMeter(SECOND);

  @Test
  void shouldMeasureFromDecisionToDecision() {
    assertThat(meter.look(1, true, SECOND)).isEmpty();
    assertThat(meter.look(2, true, 2 * SECOND)).isEmpty();
    assertThat(meter.look(2, true, 5 * SECOND)).isEmpty();
    assertThat(meter.look(3, true, 9 * SECOND)).contains(Duration.ofSeconds(7));
    meter.look(4, true, 12 * SECOND);
    assertThat(meter.longest()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void shouldCountTheWaitForTheFirstDecisionButNotTellOfIt() {
    meter.look(0, true, SECOND);
    meter.look(0, true, 8 * SECOND);
    assertThat(meter.look(1, true, 9 * SECOND)).isEmpty();
    assertThat(meter.longest()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void shouldCountTimeThatNoDecisionEnds() {
    meter.look(1, true, SECOND);
    meter.look(1, true, 31 * SECOND);
    assertThat(meter.longest()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void shouldMeasureToItsEndWhatBeganUnderTraffic() {
    meter.look(1, true, SECOND);
    meter.look(1, false, 4 * SECOND);
    assertThat(meter.look(2, false, 6 * SECOND)).contains(Duration.ofSeconds(5));
    assertThat(meter.longest()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void shouldNotCountTimeWithoutTraffic() {
    meter.look(1, true, SECOND);
    meter.look(2, false, 2 * SECOND);
    meter.look(2, false, 20 * SECOND);
    assertThat(meter.look(3, false, 60 * SECOND)).isEmpty();
    assertThat(meter.longest()).isEqualTo(Duration.ofSeconds(1));
  }
}
