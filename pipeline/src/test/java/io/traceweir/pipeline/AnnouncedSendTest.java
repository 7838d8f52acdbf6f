// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceweir.pipeline.assemble.HeldPartitions;
import io.traceweir.pipeline.split.Idleness;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class AnnouncedSendTest {
  private static final ProducerRecord<byte[], byte[]> RECORD =
      new ProducerRecord<>("traceweir_fragments", new byte[] {1});

  private final Idleness idleness = new Idleness();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final List<String> heard = new ArrayList<>();
  private final Callback callback = (metadata, e) -> heard.add(String.valueOf(e));
  private long wallMillis = 1_000;
  private final InstantSource wall = () -> Instant.ofEpochMilli(wallMillis);
  private final AnnouncedSend announced = new AnnouncedSend(wall);

  private void send() {
    assertThat(announced.send(RECORD, callback, producer::send)).isNotNull();
  }

  @Test
  void shouldBeSaidWhenAllOfItIsAcknowledged() {
    idleness.say(
        () -> {
          send();
          send();
        });
    send(); // of nobody
    assertThat(idleness.isSaidBefore(Long.MAX_VALUE)).isFalse();

    wallMillis = 2_000;
    producer.completeNext();
    assertThat(idleness.isSaidBefore(Long.MAX_VALUE)).isFalse();

    wallMillis = 3_000;
    producer.completeNext();
    assertThat(idleness.isSaidBefore(3_000)).isFalse();
    assertThat(idleness.isSaidBefore(3_001)).isTrue();

    wallMillis = 4_000;
    producer.completeNext();
    assertThat(idleness.isSaidBefore(3_001)).isTrue();
    assertThat(heard).containsExactly("null", "null", "null");
  }

  @Test
  void shouldBeOverWhenTheBrokersDoNotTakeIt() {
    idleness.say(this::send);
    wallMillis = 2_000;
    producer.errorNext(new KafkaException("aborted"));

    assertThat(idleness.isSaidBefore(2_000)).isFalse();
    assertThat(idleness.isSaidBefore(2_001)).isTrue();
    assertThat(heard).containsExactly("org.apache.kafka.common.KafkaException: aborted");
  }

  @Test
  void shouldBeOverWhenTheProducerDoesNotTakeIt() {
    producer.sendException = new KafkaException("fenced");

    assertThatThrownBy(() -> idleness.say(this::send)).hasMessage("fenced");

    assertThat(idleness.isSaidBefore(1_000)).isFalse();
    assertThat(idleness.isSaidBefore(1_001)).isTrue();
    producer.sendException = null;
    send();
    assertThat(idleness.isSaidBefore(1_001)).as("the next record is nobody's").isTrue();
  }

  @Test
  void shouldLeaveEverythingElseAlone() {
    List<Callback> passedOn = new ArrayList<>();
    AnnouncedSend.Send to =
        (record, passed) -> {
          passedOn.add(passed);
          return new CompletableFuture<>();
        };

    assertThat(announced.send(RECORD, callback, to)).isNotNull();

    assertThat(passedOn).containsExactly(callback);
  }

  /** No broker is there. */
  @Test
  void shouldBeWhatProducersOfKafkaStreamsDo() {
    Map<String, Object> config =
        Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", 1, "reconnect.backoff.ms", 1000);
    var clients = new StreamsClients(null, new HeldPartitions(), wall);
    try (Producer<byte[], byte[]> real = clients.getProducer(config)) {
      idleness.say(() -> assertThat(real.send(RECORD, callback)).isNotNull());
      assertThat(heard).singleElement().asString().contains(TimeoutException.class.getName());
      assertThat(idleness.isSaidBefore(1_000)).isFalse();
      assertThat(idleness.isSaidBefore(1_001)).isTrue();
    }
  }
}
