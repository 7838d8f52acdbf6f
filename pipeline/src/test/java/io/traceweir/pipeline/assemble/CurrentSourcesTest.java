// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.pipeline.QuickSettings;
import io.traceweir.pipeline.split.Fragments;
import io.traceweir.pipeline.split.Sources;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurrentSourcesTest {
  private final CurrentSources current =
      new CurrentSources(
          new Sources(
              QuickSettings.of("unused:9092", Path.of("unused")),
              Map.of("otlp_spans", 2, "otlp_logs", 1)));

  @Test
  void shouldKnowThePartitionsOfTheInputTopics() {
    assertThat(current.count()).isEqualTo(3);
    assertThat(current.isCurrent(Fragments.source(0))).isTrue();
    assertThat(current.isCurrent(Fragments.source(1))).isTrue();
  }

  @Test
  void shouldNotTakeFormerSourcesForCurrentOnes() {
    assertThat(current.isCurrent(Fragments.source(2))).isFalse();
    int otherTopic = Fragments.source(0) ^ (1 << 20);
    assertThat(current.isCurrent(otherTopic)).isFalse();
    current.hear(otherTopic, 4);
    assertThat(current.isCurrent(otherTopic)).isFalse();
    assertThat(current.count()).isEqualTo(3);
  }

  @Test
  void shouldHearOfPartitionsThatWereAdded() {
    current.hear(Fragments.source(2), 4);
    assertThat(current.isCurrent(Fragments.source(3))).isTrue();
    assertThat(current.count()).isEqualTo(5);
  }
}
