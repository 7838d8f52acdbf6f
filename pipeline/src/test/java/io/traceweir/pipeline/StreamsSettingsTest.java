// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsSettingsTest {
  private static final PipelineSettings SETTINGS =
      QuickSettings.of("kafka:9092", Path.of("unused"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "processing.exception.handler",
        "production.exception.handler",
        "default.production.exception.handler",
        "deserialization.exception.handler",
        "default.deserialization.exception.handler",
        "processor.wrapper.class"
      })
  void shouldRefuseWhatCouldSwallowAnException(String handler) {
    var settings = new StreamsSettings(QuickSettings.with(SETTINGS, Map.of(handler, "any")));

    assertThatThrownBy(settings::verify)
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "kafka.properties has "
                + handler
                + ": it could swallow an exception in the middle of a tick, and what was decided"
                + " would be lost or counted twice. Take it out");
  }

  /** Whoever builds a pipeline without asking first gets the same. */
  @Test
  void shouldFailAtEveryExceptionWhateverIsConfigured() {
    var config =
        new StreamsConfig(
            new StreamsSettings(
                    QuickSettings.with(
                        SETTINGS,
                        Map.of(
                            "processing.exception.handler",
                            LogAndContinueProcessingExceptionHandler.class.getName(),
                            "default.production.exception.handler",
                            "org.example.Continue",
                            "production.exception.handler",
                            "org.example.Continue")))
                .properties());

    assertThat(config.processingExceptionHandler())
        .isInstanceOf(LogAndFailProcessingExceptionHandler.class);
    assertThat(config.productionExceptionHandler())
        .isInstanceOf(DefaultProductionExceptionHandler.class);
  }

  @Test
  void shouldAcceptOrdinarySettings() throws Exception {
    new StreamsSettings(QuickSettings.with(SETTINGS, Map.of("producer.linger.ms", "5"))).verify();
  }

  /** Partitions that are added while it runs must not move traces. */
  @Test
  void shouldKeepFragmentsWhereTheyAreWhenPartitionsAreAdded() {
    var partitioner = PipelineTopology.toFragments(6);
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      byte[] key =
          ByteBuffer.allocate(16).putLong(random.nextLong()).putLong(random.nextLong()).array();
      assertThat(partitioner.partitions("t", key, new byte[0], 6 + i))
          .contains(Set.of(BuiltInPartitioner.partitionForKey(key, 6)));
    }
    assertThat(partitioner.partitions("t", null, new byte[0], 9))
        .contains(Set.of(0, 1, 2, 3, 4, 5));
  }
}
