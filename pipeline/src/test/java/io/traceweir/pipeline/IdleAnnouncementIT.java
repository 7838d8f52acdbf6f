// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.split.Announcement;
import io.traceweir.pipeline.split.FragmentRecord;
import io.traceweir.testkit.EmbeddedKafka;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An announcement knows its records as Kafka Streams sends in the thread that forwards. */
class IdleAnnouncementIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int FRAGMENTS_PARTITIONS = 3;

  /** For each record that says that a source is idle, whether its announcement was known. */
  private final Queue<Boolean> known = new ConcurrentLinkedQueue<>();

  private final Blueprint watched =
      new Blueprint() {
        @Override
        KafkaStreams streams(
            Topology topology, Properties properties, KafkaClientSupplier clients) {
          return super.streams(topology, properties, new Watched(clients));
        }
      };

  private final class Watched implements KafkaClientSupplier {
    private final KafkaClientSupplier clients;

    Watched(KafkaClientSupplier clients) {
      this.clients = clients;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
      return clients.getAdmin(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
      return watch(clients.getProducer(config));
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
      return clients.getConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
      return clients.getRestoreConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
      return clients.getGlobalConsumer(config);
    }
  }

  @SuppressWarnings("unchecked") // the interface says what the proxy and its arguments are
  private Producer<byte[], byte[]> watch(Producer<byte[], byte[]> producer) {
    return (Producer<byte[], byte[]>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Producer.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("send")) {
                look((ProducerRecord<byte[], byte[]>) arguments[0]);
              }
              try {
                return method.invoke(producer, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            });
  }

  private void look(ProducerRecord<byte[], byte[]> record) {
    if (record.topic().equals("traceweir_fragments")
        && FragmentRecord.decode(record.value()).idle()) {
      known.add(record.key() == null && Announcement.beingSaid() != null);
    }
  }

  /** Two sources; more than two announcements are a second one of one of them. */
  @Test
  void shouldSayOnceMoreThatASourceIsIdleWhenTheBrokersKnow(@TempDir Path state) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      kafka.createTopic("otlp_spans", 1, Map.of());
      kafka.createTopic("otlp_logs", 1, Map.of());
      PipelineSettings settings = QuickSettings.of(kafka.bootstrapServers(), state);
      try (Pipeline pipeline =
          Pipeline.start(settings, new SimpleMeterRegistry(), PATIENCE, watched)) {
        await().atMost(PATIENCE).until(() -> known.size() > 2 * FRAGMENTS_PARTITIONS);
        assertThat(known).containsOnly(true);
        assertThat(pipeline.failure()).isNull();
      }
    }
  }
}
