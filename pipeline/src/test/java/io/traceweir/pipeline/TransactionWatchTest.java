// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.transactions.TransactionLook;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TransactionWatchTest {
  private final Logger log = (Logger) LoggerFactory.getLogger(TransactionWatch.class);
  private final ListAppender<ILoggingEvent> told = new ListAppender<>();

  @BeforeEach
  void listen() {
    told.start();
    log.addAppender(told);
    log.setAdditive(false);
  }

  @AfterEach
  void listenNoMore() {
    log.detachAppender(told);
    log.setAdditive(true);
  }

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
    return told.list.stream()
        .map(e -> e.getKeyValuePairs().get(0) + " " + e.getKeyValuePairs().get(1))
        .toList();
  }
}
