// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceweir.pipeline.TestGroups;
import io.traceweir.pipeline.transactions.GroupOffsets;
import io.traceweir.pipeline.transactions.Sighting;
import io.traceweir.pipeline.transactions.Standing;
import io.traceweir.pipeline.transactions.TransactionLook;
import io.traceweir.testkit.EmbeddedKafka;
import io.traceweir.testkit.KafkaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The only broker is killed in a transaction, which expires before it is back and has leaders. It
 * may forget the end markers then, or not: what is open for ever is found and can be ended, and
 * nothing else is taken for it. Positions of a group are in the transaction as well.
 */
class LostMarkerIT {
  private static final int KILLS = Extent.of(1, 5);
  private static final String GROUP = "group";
  private static final int TIMEOUT_MILLIS = 1500;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final InstantSource CLOCK = InstantSource.system();
  private static final List<TopicPartition> ALL =
      IntStream.range(0, 30).mapToObj(p -> new TopicPartition("topic", p)).toList();

  @Test
  void shouldFindWhatABrokerForgetsThatIsKilled(@TempDir Path dir) throws Exception {
    try (KafkaProcess kafka = KafkaProcess.start(dir, QuickBroker.settings());
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      EmbeddedKafka.createTopics(admin, List.of(new NewTopic("topic", ALL.size(), (short) 1)));
      var look = new TransactionLook(admin, GROUP, PATIENCE);
      Set<String> topics = new TreeSet<>();
      for (int i = 0; i < KILLS; i++) {
        killInTransaction(kafka, "writer" + i);

        List<Sighting> lost = open(look);
        System.out.println("LostMarkerIT: open for ever after kill " + i + ": " + lost.size());
        assertThat(lost)
            .allSatisfy(s -> assertThat(s.standing(CLOCK.millis())).isEqualTo(Standing.ABANDONED))
            .allSatisfy(s -> assertThat(s.told()).contains("which is CompleteAbort"));
        lost.forEach(s -> topics.add(s.open().partition().topic()));
        abort(admin, lost);
        await().atMost(PATIENCE).until(() -> look.blocked(ALL).isEmpty());
        assertThatPositionsAreTold(kafka);
      }
      if (Extent.FULL) { // a single kill may lose nothing, but what is tested has to happen
        assertThat(topics).containsExactly(GroupOffsets.TOPIC, "topic");
      }
    }
  }

  /** Nobody is told them while a transaction is open that has written new ones. */
  private static void assertThatPositionsAreTold(KafkaProcess kafka) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", GROUP);
    var bytes = new ByteArrayDeserializer();
    try (var reader = new KafkaConsumer<>(config, bytes, bytes)) {
      assertThat(reader.committed(Set.of(ALL.get(0)), PATIENCE)).containsEntry(ALL.get(0), null);
    }
  }

  private static void killInTransaction(KafkaProcess kafka, String id) throws Exception {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "transactional.id",
            id,
            "transaction.timeout.ms",
            TIMEOUT_MILLIS);
    var bytes = new ByteArraySerializer();
    ConsumerGroupMetadata group = TestGroups.metadata(kafka.bootstrapServers(), GROUP);
    Producer<byte[], byte[]> writer = new KafkaProducer<>(config, bytes, bytes);
    writer.initTransactions();
    writer.beginTransaction();
    for (TopicPartition p : ALL) {
      var unused =
          writer.send(new ProducerRecord<>(p.topic(), p.partition(), null, "x".getBytes(UTF_8)));
    }
    writer.flush();
    writer.sendOffsetsToTransaction(Map.of(ALL.get(0), new OffsetAndMetadata(1)), group);
    kafka.kill();
    writer.close(Duration.ZERO);
    Thread.sleep(2 * TIMEOUT_MILLIS);
    kafka.start();
  }

  /** As soon as two looks agree, and the coordinator has nothing more to end. */
  private static List<Sighting> open(TransactionLook look) throws InterruptedException {
    List<Sighting> before = List.of();
    for (long end = System.nanoTime() + 3 * PATIENCE.toNanos(); System.nanoTime() < end; ) {
      Thread.sleep(1000);
      List<Sighting> earlier = before;
      long now = CLOCK.millis();
      before = look.open(look.blocked(ALL).keySet());
      boolean settled =
          before.stream()
              .allMatch(s -> s.standing(now) == Standing.ABANDONED && s.isIn(earlier, now));
      if (look.untold().isEmpty() && settled) {
        return before;
      }
    }
    return before;
  }

  private static void abort(Admin admin, List<Sighting> lost) throws Exception {
    for (Sighting each : lost) {
      short epoch = (short) each.open().epoch();
      var spec =
          new AbortTransactionSpec(each.open().partition(), each.open().producerId(), epoch, 0);
      admin.abortTransaction(spec).all().get();
    }
  }
}
