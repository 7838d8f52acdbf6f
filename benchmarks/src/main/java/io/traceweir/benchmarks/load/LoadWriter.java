// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.load;

import io.traceweir.otlp.Signal;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes a load to the input topics as a few Collectors would. */
public final class LoadWriter implements AutoCloseable {
  private final Map<Signal, String> topics;
  private final Shape shape;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private int turn;
  private long records;
  private long spans;
  private long logs;
  private long bytes;

  public LoadWriter(
      String bootstrapServers, Map<Signal, String> topics, Shape shape, String compression) {
    this.topics = Map.copyOf(topics);
    this.shape = shape;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                compression,
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 * 1024),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  public void write(LoadRecord record) {
    Exception e = failure.get();
    if (e != null) {
      throw new IllegalStateException("a request was not written: " + e.getMessage(), e);
    }
    // waiting for each record would take hours; the callback sees failures
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(
                topics.get(record.signal()),
                partition(record),
                record.timeMillis(),
                record.key(),
                record.value()),
            (metadata, problem) -> failure.compareAndSet(null, problem));
    records++;
    bytes += record.value().length;
    if (record.signal() == Signal.SPANS) {
      spans += record.items();
    } else {
      logs += record.items();
    }
  }

  /** Without a key each request goes to the next partition. */
  private @Nullable Integer partition(LoadRecord record) {
    if (record.partition() != null || record.key() != null) {
      return record.partition();
    }
    turn = (turn + 1) % shape.partitions();
    return turn;
  }

  public long records() {
    return records;
  }

  public long spans() {
    return spans;
  }

  public long logs() {
    return logs;
  }

  /** As the requests are, before compression. */
  public long bytes() {
    return bytes;
  }

  /** Returns when the broker has all of it. */
  public void flush() {
    producer.flush();
    Exception e = failure.get();
    if (e != null) {
      throw new IllegalStateException("a request was not written: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
