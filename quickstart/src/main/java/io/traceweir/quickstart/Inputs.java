// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import com.google.protobuf.ByteString;
import io.traceweir.app.outcome.Sent;
import io.traceweir.otlp.Signal;
import io.traceweir.quickstart.traffic.Request;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes requests to the input topics as a Collector would: no key, one partition after the other.
 */
final class Inputs implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Map<Signal, String> topics;
  private final int partitions;
  private final Clock clock;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<Signal, Integer> turns = new EnumMap<>(Signal.class);
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final Sent sent = new Sent();

  Inputs(String bootstrapServers, Map<Signal, String> topics, int partitions, Clock clock) {
    this.topics = Map.copyOf(topics);
    this.partitions = partitions;
    this.clock = clock;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG,
                0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  Sent sent() {
    return sent;
  }

  void send(Request request) throws QuickstartException {
    int turn = turns.merge(request.signal(), 1, Integer::sum);
    // A broker refuses records from the future, whatever the data says.
    long time = Math.min(request.timeMillis(), clock.millis());
    ByteString value = request.value();
    // The callback sees failures; waiting for each record would make a replay crawl.
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(
                topic(request), turn % partitions, time, null, value.toByteArray()),
            (metadata, e) -> failure.compareAndSet(null, e));
    sent.add(request.signal(), request.items(), request.traces());
    check();
  }

  private String topic(Request request) {
    return Objects.requireNonNull(topics.get(request.signal()));
  }

  private void check() throws QuickstartException {
    Exception e = failure.get();
    if (e != null) {
      throw new QuickstartException("a request was not written: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    producer.close(PATIENCE);
  }
}
