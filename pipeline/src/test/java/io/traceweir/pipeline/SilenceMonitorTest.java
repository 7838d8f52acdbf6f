// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceweir.pipeline.split.Silence;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SilenceMonitorTest {
  private static final TopicPartition INPUT = new TopicPartition("otlp_spans", 0);

  private final AtomicLong wall = new AtomicLong(100_000);
  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void shouldNoticeAnOutageAlsoWhenNobodyWaits() {
    var cluster = new SilenceMonitor.Cluster(admin(), () -> null, "traceweir");
    try (var monitor =
        new SilenceMonitor(cluster, Set.of(INPUT), () -> Instant.ofEpochMilli(wall.get()))) {
      monitor.start();
      await().until(() -> looks.get() >= 2);
      assertThat(monitor.countsFromMillis()).isEqualTo(Silence.NEVER);

      wall.addAndGet(20_000);
      await().untilAsserted(() -> assertThat(monitor.countsFromMillis()).isEqualTo(160_000));
    }
  }

  /** Answers with ends at once, and knows nothing else. */
  private Admin admin() {
    return (Admin)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("listOffsets");
              looks.incrementAndGet();
              var end = new ListOffsetsResultInfo(7, -1, Optional.empty());
              return new ListOffsetsResult(Map.of(INPUT, KafkaFuture.completedFuture(end)));
            });
  }
}
