// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.pipeline.split.Silence;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class InputPauseTest {
  private static final TopicPartition SPANS = new TopicPartition("otlp_spans", 0);
  private static final TopicPartition LOGS = new TopicPartition("otlp_logs", 0);

  private final InputPause pause = new InputPause();

  private static Map<TopicPartition, Long> ends(long spans) {
    return Map.of(SPANS, spans, LOGS, 7L);
  }

  @Test
  void shouldLastAsLongAsNothingComes() {
    assertThat(pause.sinceMillis()).isEqualTo(Silence.NEVER);
    pause.look(true, ends(3), 1_000);
    pause.look(true, ends(3), 9_000);
    assertThat(pause.sinceMillis()).isEqualTo(1_000);
  }

  @Test
  void shouldEndWhenSomethingIsOutstanding() {
    pause.look(true, ends(3), 1_000);
    pause.look(false, ends(4), 2_000);
    assertThat(pause.sinceMillis()).isEqualTo(Silence.NEVER);
    pause.look(true, ends(4), 3_000);
    assertThat(pause.sinceMillis()).isEqualTo(3_000);
  }

  @Test
  void shouldBeginAnewWhenSomethingCameAndWasDoneBetweenTwoLooks() {
    pause.look(true, ends(3), 1_000);
    pause.look(true, ends(4), 2_000);
    assertThat(pause.sinceMillis()).isEqualTo(2_000);
  }
}
