// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.QuickSettings;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SourcesTest {
  private static Sources sources(List<String> spans, List<String> logs) {
    PipelineSettings s = QuickSettings.of("unused:9092", Path.of("unused"));
    PipelineSettings.Input i = s.input();
    var input =
        new PipelineSettings.Input(
            spans, logs, i.encoding(), i.partitioning(), i.startFrom(), i.maxFuture());
    var settings =
        new PipelineSettings(
            s.kafka(), input, s.fragments(), s.traces(), s.sampling(), s.output(), s.metrics());
    return new Sources(settings, Map.of("a", 2, "b", 3, "c", 1));
  }

  @Test
  void shouldNumberASourceTheSameWhateverElseIsRead() {
    Sources three = sources(List.of("a", "b"), List.of("c"));
    Sources two = sources(List.of("b"), List.of("c"));
    assertThat(two.number("b", 2)).isEqualTo(three.number("b", 2));
    assertThat(two.number("c", 0)).isEqualTo(three.number("c", 0));
    assertThat(two.topic(three.number("a", 0))).isEmpty();
    assertThat(two.topic(three.number("b", 1))).contains("b");
  }

  @Test
  void shouldGiveEverySourceANumberOfItsOwn() {
    // "Aa" and "BB" have the same hash
    Sources sources = sources(List.of("Aa", "BB", "a"), List.of("b"));
    Set<Integer> numbers = new HashSet<>();
    for (String topic : sources.topics()) {
      for (int partition = 0; partition < 1_000; partition++) {
        int number = sources.number(topic, partition);
        assertThat(number).isNotNegative();
        assertThat(numbers.add(number)).isTrue();
        assertThat(sources.topic(number)).contains(topic);
        assertThat(Sources.task(number)).isEqualTo(partition);
      }
    }
  }

  @Test
  void shouldListTheSourcesOfATask() {
    Sources sources = sources(List.of("a", "b"), List.of("c"));
    assertThat(sources.ofTask(0))
        .containsExactly(
            new TopicPartition("a", 0), new TopicPartition("b", 0), new TopicPartition("c", 0));
    assertThat(sources.ofTask(2)).containsExactly(new TopicPartition("b", 2));
    assertThat(sources.count()).isEqualTo(6);
    assertThat(sources.all()).hasSize(6);
  }
}
