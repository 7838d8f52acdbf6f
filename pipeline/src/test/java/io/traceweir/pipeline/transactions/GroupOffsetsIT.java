// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.pipeline.TestGroups;
import io.traceweir.testkit.EmbeddedKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class GroupOffsetsIT {
  private static final TopicPartition READ = new TopicPartition("read", 0);

  @Test
  void shouldSeeTransactionsInTheGroupsOwnPartition() throws Exception {
    var settings = new Properties();
    settings.setProperty("offsets.topic.num.partitions", "7");
    try (EmbeddedKafka kafka = EmbeddedKafka.start(settings);
        Admin admin = kafka.admin();
        Producer<byte[], byte[]> writer = writer(kafka)) {
      var look = new TransactionLook(admin, "weir", Duration.ofSeconds(20));
      assertThat(look.blocked(List.of())).isEmpty(); // nobody has written positions yet
      assertThat(look.untold()).isEmpty();
      kafka.createTopic(READ.topic(), 1, Map.of());
      writer.initTransactions();
      writer.beginTransaction();
      writer.sendOffsetsToTransaction(
          Map.of(READ, new OffsetAndMetadata(1)),
          TestGroups.metadata(kafka.bootstrapServers(), "weir"));

      var blocked = look.blocked(List.of());
      assertThat(look.open(blocked.keySet()))
          .singleElement()
          .satisfies(s -> assertThat(s.open().partition()).isEqualTo(GroupOffsets.of("weir", 7)))
          .satisfies(s -> assertThat(s.transactionalId()).isEqualTo("writer"));
      writer.abortTransaction();
    }
  }

  private static Producer<byte[], byte[]> writer(EmbeddedKafka kafka) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "writer"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
