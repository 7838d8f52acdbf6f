// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.transactions.TransactionLook;
import io.traceweir.testkit.EmbeddedKafka;
import io.traceweir.testkit.StrayTransaction;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersOptions;
import org.apache.kafka.clients.admin.DescribeTransactionsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionWatchIT {
  private static final String TOPIC = "otlp_spans_kept";
  private static final TopicPartition ONE = new TopicPartition(TOPIC, 1);
  private static final byte[] VALUE = "spans".getBytes(UTF_8);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private long nowMillis = 1_000_000_000;
  private String deafTo = "";
  private TopicPartition withoutLeader = new TopicPartition("none", 0);

  @Test
  void shouldCountTransactionsThatNobodyEnds(@TempDir Path state) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(StrayTransaction.brokerSettings());
        Admin admin = kafka.admin();
        Producer<byte[], byte[]> writer = writer(kafka);
        ClusterTopics cluster = connect(kafka, state);
        TransactionWatch watch = watch(kafka, cluster, state)) {
      kafka.createTopic(TOPIC, 2, Map.of());
      writer.initTransactions();
      long producer = commit(writer, admin);
      new StrayTransaction("writer", producer, (short) 9, 1).write(kafka, ONE, VALUE);
      writer.beginTransaction();
      writer.send(new ProducerRecord<>(TOPIC, 0, null, VALUE)).get(); // goes on: fine

      watch.look(); // where readers stand
      watch.look(); // they stand there still
      assertThat(hanging()).isZero();
      watch.look();
      assertThat(hanging()).isEqualTo(1);

      admin.abortTransaction(new AbortTransactionSpec(ONE, producer, (short) 9, 0)).all().get();
      watch.look();
      assertThat(hanging()).isZero();
      writer.abortTransaction();
    }
    assertThat(meters.find("traceweir.transactions.hanging").gauge()).isNull();
  }

  @Test
  void shouldKeepWhatIsNotToldAnew(@TempDir Path state) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(StrayTransaction.brokerSettings());
        Admin admin = kafka.admin();
        Producer<byte[], byte[]> writer = writer(kafka);
        ClusterTopics cluster = connect(kafka, state);
        TransactionWatch watch = watch(kafka, deaf(admin), () -> led(cluster, kafka, state))) {
      kafka.createTopic(TOPIC, 2, Map.of());
      writer.initTransactions();
      long producer = commit(writer, admin);
      new StrayTransaction("writer", producer, (short) 9, 1).write(kafka, ONE, VALUE);
      IntStream.range(0, 3).forEach(i -> watch.look());
      assertThat(hanging()).isEqualTo(1);

      for (String question : List.of("listOffsets", "describeProducers", "describeTransactions")) {
        deafTo = question;
        watch.look();
        assertThat(hanging()).as(question).isEqualTo(1);
        deafTo = "";
        watch.look(); // whether it has not moved is not known
        watch.look();
        assertThat(hanging()).as(question).isEqualTo(1);
      }
      withoutLeader = ONE;
      watch.look();
      assertThat(hanging()).isEqualTo(1);

      withoutLeader = new TopicPartition(TOPIC, 0);
      admin.abortTransaction(new AbortTransactionSpec(ONE, producer, (short) 9, 0)).all().get();
      watch.look();
      assertThat(hanging()).isZero();
    }
  }

  @Test
  void shouldGiveAnUnknownWriterAnHour(@TempDir Path state) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(StrayTransaction.brokerSettings());
        ClusterTopics cluster = connect(kafka, state);
        TransactionWatch watch = watch(kafka, cluster, state)) {
      kafka.createTopic(TOPIC, 2, Map.of());
      watch.look(); // answered as soon as the partitions are led
      new StrayTransaction("nobody", 4711, (short) 0, 1).write(kafka, ONE, VALUE);
      watch.look();
      watch.look();
      watch.look();
      assertThat(hanging()).isZero();

      nowMillis += Duration.ofMinutes(61).toMillis();
      watch.look();
      assertThat(hanging()).isEqualTo(1);
    }
  }

  private static ClusterTopics connect(EmbeddedKafka kafka, Path state) throws Exception {
    return ClusterTopics.connect(
        QuickSettings.of(kafka.bootstrapServers(), state).kafka(), Duration.ofSeconds(20));
  }

  /** Of all topics of the settings one exists. */
  private TransactionWatch watch(EmbeddedKafka kafka, ClusterTopics cluster, Path state) {
    return watch(kafka, cluster.admin(), () -> led(cluster, kafka, state));
  }

  private TransactionWatch watch(
      EmbeddedKafka kafka, Admin admin, TransactionWatch.Partitions partitions) {
    PipelineSettings settings = QuickSettings.of(kafka.bootstrapServers(), Path.of("none"));
    return new TransactionWatch(
        partitions,
        new TransactionLook(admin, settings.kafka().applicationId(), Duration.ofSeconds(20)),
        new KafkaTools(settings.kafka()),
        () -> Instant.ofEpochMilli(nowMillis),
        meters);
  }

  private List<TopicPartition> led(ClusterTopics cluster, EmbeddedKafka kafka, Path state)
      throws PipelineException {
    return cluster.led(QuickSettings.of(kafka.bootstrapServers(), state)).stream()
        .filter(p -> !p.equals(withoutLeader))
        .toList();
  }

  /** One that has no answer to some questions, or gives Kafka no time for it. */
  private Admin deaf(Admin admin) {
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, method, args) -> {
              boolean deaf = method.getName().equals(deafTo);
              return deaf ? unanswered(admin, args) : method.invoke(admin, args);
            });
  }

  private Object unanswered(Admin admin, Object[] args) {
    return switch (deafTo) {
      case "listOffsets" -> new ListOffsetsResult(unanswered((Map<?, ?>) args[0]));
      case "describeProducers" ->
          admin.describeProducers(List.of(ONE), new DescribeProducersOptions().timeoutMs(0));
      default ->
          admin.describeTransactions(
              List.of("writer"), new DescribeTransactionsOptions().timeoutMs(0));
    };
  }

  private static Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> unanswered(
      Map<?, ?> asked) {
    var never = new KafkaFutureImpl<ListOffsetsResultInfo>();
    never.completeExceptionally(new TimeoutException("no answer"));
    return asked.keySet().stream()
        .collect(Collectors.toMap(TopicPartition.class::cast, p -> never));
  }

  /** A transaction that is over, and whose it was. */
  private static long commit(Producer<byte[], byte[]> writer, Admin admin) throws Exception {
    writer.beginTransaction();
    writer.send(new ProducerRecord<>(TOPIC, 0, null, VALUE)).get();
    writer.commitTransaction();
    List<String> id = List.of("writer");
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> Objects.requireNonNull(admin.describeTransactions(id).all().get().get("writer")),
            known -> known.state() == TransactionState.COMPLETE_COMMIT)
        .producerId();
  }

  private static Producer<byte[], byte[]> writer(EmbeddedKafka kafka) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "writer"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private double hanging() {
    return meters.get("traceweir.transactions.hanging").gauge().value();
  }
}
