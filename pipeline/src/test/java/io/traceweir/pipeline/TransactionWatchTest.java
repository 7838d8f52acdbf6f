// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.transactions.TransactionLook;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TransactionWatchTest {
  @RegisterExtension final ToldLog told = new ToldLog(TransactionWatch.class);

  @Test
  void shouldOutliveAnyException() {
    look(
        () -> {
          throw new IllegalStateException("odd");
        });

    assertThat(pairs())
        .containsExactly("of=\"all partitions\" reason=\"java.lang.IllegalStateException: odd\"");
  }

  /** Nobody answers, and the exception that says so has no message. */
  @Test
  void shouldSayWhatCouldNotBeLookedAt() {
    look(List::of);

    assertThat(pairs())
        .containsExactly(
            "of=\"__consumer_offsets\" reason=\"java.util.concurrent.TimeoutException\"");
  }

  private static void look(TransactionWatch.Partitions partitions) {
    PipelineSettings.Kafka kafka = QuickSettings.of("localhost:1", Path.of("none")).kafka();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", "localhost:1"));
        var watch =
            new TransactionWatch(
                partitions,
                new TransactionLook(admin, "traceweir", Duration.ofMillis(1)),
                new KafkaTools(kafka),
                InstantSource.system(),
                new SimpleMeterRegistry())) {
      watch.look();
      watch.look(); // says it once
      admin.close(Duration.ZERO);
    }
  }

  private List<String> pairs() {
    return told.events().stream()
        .map(e -> e.getKeyValuePairs().get(0) + " " + e.getKeyValuePairs().get(1))
        .toList();
  }
}
