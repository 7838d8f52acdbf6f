// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
  private static final TopicPartition SPANS = new TopicPartition("spans", 0);

  @Test
  void shouldCarryOnWhenStartedAgainOnTheSameDirectoryAndPort(@TempDir Path dir) throws Exception {
    int port;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, 0, new Properties())) {
      port = kafka.port();
      kafka.createTopic("spans", 1, Map.of());
      sendInTransaction(kafka, "before");
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, port, new Properties())) {
      sendInTransaction(kafka, "after");
      assertThat(kafka.port()).isEqualTo(port);
      assertThat(committedValues(kafka, 2)).containsExactly("before", "after");
    }
    assertThat(dir).isDirectory();
  }

  @Test
  void shouldSayThatThePortIsTaken(@TempDir Path dir) {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      assertThatThrownBy(() -> EmbeddedKafka.start(dir, kafka.port(), new Properties()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage("port " + kafka.port() + " is not free");
    }
  }

  @Test
  void shouldRemoveADirectoryOfItsOwn() throws Exception {
    Path dir;
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      dir = kafka.dir();
      assertThat(dir).isDirectory();
    }
    assertThat(Files.exists(dir)).isFalse();
  }

  /** Data of 1970: a broker with Kafka's default retention would be free to delete it. */
  private static void sendInTransaction(EmbeddedKafka kafka, String value) throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "it");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("spans", 0, 1_000L, null, value.getBytes(UTF_8))).get();
      producer.commitTransaction();
    }
  }

  private static List<String> committedValues(EmbeddedKafka kafka, int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", kafka.bootstrapServers(),
            "isolation.level", "read_committed",
            "auto.offset.reset", "earliest");
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(SPANS));
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (values.size() < count && System.nanoTime() < deadline) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          values.add(new String(record.value(), UTF_8));
        }
      }
    }
    return values;
  }
}
