// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.traceweir.testkit.StrayTransaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The doctor with transactions that are open, and with one whose end marker was lost. */
class DoctorTransactionsIT extends DoctorOnKafka {
  private static final String CHECK = "group.transactions";
  private static final byte[] VALUE = "spans".getBytes(UTF_8);

  @Test
  void shouldLetATransactionBeThatIsGoingOn() throws Exception {
    Path config = config("ongoing", "input: { spans: ongoing_spans }");
    create(config);
    try (Producer<byte[], byte[]> writer = writer("ongoing-writer")) {
      write(writer, "ongoing_spans");

      JsonNode json = json(config);

      assertThat(verdict(json, CHECK)).isEqualTo("ok");
      assertThat(found(json, CHECK).get(0))
          .matches("no transaction is open for longer than it may be, in \\d+ partitions");
      writer.abortTransaction();
    }
  }

  @Test
  void shouldFindATransactionThatItsCoordinatorHasForgotten() throws Exception {
    Path config = config("hang", "input: { spans: hang_spans }");
    create(config);
    var partition = new TopicPartition("hang_spans", 0);
    try (Admin admin = kafka.admin()) {
      TransactionDescription ended = commit(admin, "hang-writer", "hang_spans");
      short epoch = (short) ended.producerEpoch();
      new StrayTransaction("hang-writer", ended.producerId(), epoch, CLOCK.millis())
          .write(kafka, partition, VALUE);

      JsonNode json = json(config);

      assertThat(verdict(json, CHECK)).isEqualTo("problem");
      assertThat(found(json, CHECK))
          .containsExactly(
              "in hang_spans-0 a transaction never ends: open since offset 2 (producer %d, epoch"
                      .formatted(ended.producerId())
                  + " %d, hang-writer, which is CompleteCommit with epoch %d)"
                      .formatted(epoch, epoch));
      assertThat(commands(json, CHECK))
          .containsExactly(
              "kafka-transactions.sh --bootstrap-server "
                  + kafka.bootstrapServers()
                  + " abort --topic hang_spans --partition 0 --start-offset 2");

      // what the command does
      admin
          .abortTransaction(new AbortTransactionSpec(partition, ended.producerId(), epoch, 0))
          .all()
          .get();
      assertThat(verdict(json(config), CHECK)).isEqualTo("ok");
    }
  }

  @Test
  void shouldWarnOfAnOldTransactionThatNobodyKnows() throws Exception {
    Path config = config("nobody", "input: { spans: nobody_spans }");
    create(config);
    long before = CLOCK.millis() - Duration.ofHours(1).toMillis();
    new StrayTransaction("nobody-writer", 4711, (short) 3, before)
        .write(kafka, new TopicPartition("nobody_spans", 0), VALUE);

    JsonNode json = json(config);

    assertThat(verdict(json, CHECK)).isEqualTo("warning");
    assertThat(found(json, CHECK))
        .containsExactly(
            "in nobody_spans-0 a transaction may be open for longer than any may be: open since"
                + " offset 0 (producer 4711, epoch 3, of no transactional id that can be seen)");
  }

  /** A transaction that is over. */
  private static TransactionDescription commit(Admin admin, String id, String topic) {
    try (Producer<byte[], byte[]> writer = writer(id)) {
      write(writer, topic);
      writer.commitTransaction();
    }
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                Objects.requireNonNull(admin.describeTransactions(List.of(id)).all().get().get(id)),
            known -> known.state() == TransactionState.COMPLETE_COMMIT);
  }

  private static void write(Producer<byte[], byte[]> writer, String topic) {
    writer.initTransactions();
    writer.beginTransaction();
    var unused = writer.send(new ProducerRecord<>(topic, 0, null, VALUE));
    writer.flush();
  }

  private static Producer<byte[], byte[]> writer(String id) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", id),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
