// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import io.traceweir.app.door.Refusal.Reason;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.KeyPartitioner;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.ProducerSettings;
import io.traceweir.trace.TraceId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the input topics and returns when every replica has it. Gives up before an SDK does,
 * whose patience is 10 s. While Kafka takes nothing, one request at a time tries; the others are
 * refused at once instead of waiting in a row.
 */
final class InputWriter implements AutoCloseable {
  private static final int MAX_BLOCK_MILLIS = 3_000;
  private static final int DELIVERY_MILLIS = 5_000;
  private static final int REQUEST_MILLIS = 4_000;
  private static final int LINGER_MILLIS = 5;
  private static final Duration PATIENCE = Duration.ofMillis(DELIVERY_MILLIS + 1_000);
  private static final int COME_AGAIN_SECONDS = 2;

  private final Supplier<Producer<byte[], byte[]>> producers;
  private final KeyPartitioner partitioner;
  private final Map<Signal, InputTopic> topics = new EnumMap<>(Signal.class);
  private @Nullable Producer<byte[], byte[]> producer;
  private boolean closed;

  /** Makes several records of one, none with a larger value than the limit. */
  @FunctionalInterface
  interface Splitter {
    List<InputRecord> split(InputRecord record, int maxBytes) throws Refusal;
  }

  InputWriter(PipelineSettings settings) {
    this(settings, () -> kafka(settings));
  }

  InputWriter(PipelineSettings settings, Supplier<Producer<byte[], byte[]>> producers) {
    this.producers = producers;
    this.partitioner = settings.input().partitioner();
    int maxBytes = ProducerSettings.maxRecordBytes(settings.kafka());
    topics.put(Signal.SPANS, new InputTopic(settings.input().spans().get(0), maxBytes));
    settings.input().logs().stream()
        .limit(1)
        .forEach(name -> topics.put(Signal.LOGS, new InputTopic(name, maxBytes)));
    producer = producers.get(); // a setting that Kafka refuses is said at start
  }

  /** What a record may have, as far as it is known; a topic that takes less is found out. */
  int maxRecordBytes(Signal signal) {
    return topic(signal).maxRecordBytes();
  }

  void write(Signal signal, List<InputRecord> records, Splitter splitter) throws Refusal {
    InputTopic topic = topic(signal);
    boolean tries = topic.isFailing();
    if (tries && !topic.trying().tryAcquire()) {
      throw unavailable();
    }
    try {
      sendAll(topic, records, splitter);
      topic.succeed();
    } finally {
      if (tries) {
        topic.trying().release();
      }
    }
  }

  private InputTopic topic(Signal signal) {
    return Objects.requireNonNull(topics.get(signal), "no input topic");
  }

  /** Those that are too large for the topic are sent again in parts, the others are not. */
  private void sendAll(InputTopic topic, List<InputRecord> records, Splitter splitter)
      throws Refusal {
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<InputRecord> left = records;
    while (!left.isEmpty()) {
      List<InputRecord> parts = new ArrayList<>();
      for (InputRecord record : send(topic, left, end)) {
        int size = record.value().length;
        if (!topic.lower(size)) {
          throw new Refusal(Reason.TOO_LARGE, "Kafka takes no records as large as these");
        }
        // another request may have lowered it in between, and a part is never as large as this
        parts.addAll(splitter.split(record, Math.min(topic.maxRecordBytes(), size - 1)));
      }
      left = parts;
    }
  }

  /** Returns what is too large. */
  private List<InputRecord> send(InputTopic topic, List<InputRecord> records, long end)
      throws Refusal {
    Producer<byte[], byte[]> to = null;
    try {
      to = producer();
      List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
      for (InputRecord record : records) {
        Future<RecordMetadata> future = to.send(record(to, topic.name(), record));
        if (future.isDone()) { // one failure is enough: the next would wait as long
          boolean unused = isTaken(future, end);
        }
        sent.add(future);
      }
      List<InputRecord> tooLarge = new ArrayList<>();
      for (int i = 0; i < sent.size(); i++) {
        if (!isTaken(sent.get(i), end)) {
          tooLarge.add(records.get(i));
        }
      }
      return tooLarge;
    } catch (ExecutionException e) {
      throw refusal(topic, to, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException | KafkaException | IllegalStateException e) {
      throw refusal(topic, to, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable();
    }
  }

  /** False when it is too large; every other failure is thrown. */
  private static boolean isTaken(Future<RecordMetadata> future, long end)
      throws ExecutionException, TimeoutException, InterruptedException {
    try {
      RecordMetadata unused = future.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RecordTooLargeException) {
        return false;
      }
      throw e;
    }
  }

  private ProducerRecord<byte[], byte[]> record(
      Producer<byte[], byte[]> to, String topic, InputRecord record) {
    TraceId trace = record.trace();
    if (trace == null) {
      return new ProducerRecord<>(topic, record.value());
    }
    byte[] key = trace.hex().getBytes(StandardCharsets.US_ASCII);
    int partition = partitioner.partition(key, to.partitionsFor(topic).size());
    return new ProducerRecord<>(topic, partition, key, record.value());
  }

  private Refusal refusal(InputTopic topic, @Nullable Producer<byte[], byte[]> by, Throwable e) {
    topic.fail(String.valueOf(e.getMessage()));
    if (by != null && !isOver(e)) {
      replace(by);
    }
    return unavailable();
  }

  /** Failures that leave the producer as it was: they pass, or are the topic's own. */
  private static boolean isOver(Throwable e) {
    return e instanceof RetriableException
        || e instanceof TimeoutException
        || e instanceof TopicAuthorizationException
        || e instanceof InvalidTopicException
        || e instanceof PolicyViolationException;
  }

  private static Refusal unavailable() {
    return new Refusal(
        Reason.KAFKA_UNAVAILABLE, "Kafka does not take it at the moment", COME_AGAIN_SECONDS);
  }

  private synchronized Producer<byte[], byte[]> producer() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    if (producer == null) {
      producer = producers.get();
    }
    return producer;
  }

  private static Producer<byte[], byte[]> kafka(PipelineSettings settings) {
    var bytes = new ByteArraySerializer();
    return new KafkaProducer<>(config(settings), bytes, bytes);
  }

  private static Map<String, Object> config(PipelineSettings settings) {
    Map<String, Object> config = ProducerSettings.of(settings.kafka());
    config.put(ProducerConfig.CLIENT_ID_CONFIG, settings.kafka().applicationId() + "-door");
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    return config;
  }

  /** Some failures a producer never gets over. */
  private synchronized void replace(Producer<byte[], byte[]> broken) {
    if (producer == broken) {
      producer = null;
      broken.close(Duration.ZERO);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (producer != null) {
      producer.close(PATIENCE);
      producer = null;
    }
  }
}
