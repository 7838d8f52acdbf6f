// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import io.traceweir.app.door.Refusal.Reason;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.ProducerSettings;
import io.traceweir.trace.TraceId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the input topics and returns when every replica has it. Gives up before an SDK does,
 * whose patience is 10 s. While Kafka takes nothing, one request at a time tries; the others are
 * refused at once instead of waiting in a row.
 */
final class InputWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InputWriter.class);
  private static final int MAX_BLOCK_MILLIS = 3_000;
  private static final int DELIVERY_MILLIS = 5_000;
  private static final int REQUEST_MILLIS = 4_000;
  private static final int LINGER_MILLIS = 5;
  private static final Duration PATIENCE = Duration.ofMillis(DELIVERY_MILLIS + 1_000);
  private static final int COME_AGAIN_SECONDS = 2;

  private final PipelineSettings settings;
  private final Semaphore trying = new Semaphore(1);
  private @Nullable KafkaProducer<byte[], byte[]> producer;
  private volatile boolean failing;
  private boolean closed;

  InputWriter(PipelineSettings settings) {
    this.settings = settings;
    producer(); // a setting that Kafka refuses is said at start
  }

  void write(Signal signal, List<InputRecord> records) throws Refusal {
    boolean tries = failing;
    if (tries && !trying.tryAcquire()) {
      throw unavailable();
    }
    try {
      send(topic(signal), records);
      if (failing) {
        failing = false;
        LOG.info("Kafka takes requests of the OTLP door again");
      }
    } finally {
      if (tries) {
        trying.release();
      }
    }
  }

  private String topic(Signal signal) {
    return switch (signal) {
      case SPANS -> settings.input().spans().get(0);
      case LOGS -> settings.input().logs().get(0);
    };
  }

  private void send(String topic, List<InputRecord> records) throws Refusal {
    KafkaProducer<byte[], byte[]> to = producer();
    try {
      List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
      for (InputRecord record : records) {
        Future<RecordMetadata> future = to.send(record(to, topic, record));
        if (future.isDone()) {
          RecordMetadata unused =
              future.get(); // one failure is enough: the next would wait as long
        }
        sent.add(future);
      }
      long end = System.nanoTime() + PATIENCE.toNanos();
      for (Future<RecordMetadata> future : sent) {
        RecordMetadata unused = future.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (ExecutionException e) {
      throw refusal(to, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException | KafkaException | IllegalStateException e) {
      throw refusal(to, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable();
    }
  }

  private static ProducerRecord<byte[], byte[]> record(
      KafkaProducer<byte[], byte[]> to, String topic, InputRecord record) {
    TraceId trace = record.trace();
    if (trace == null) {
      return new ProducerRecord<>(topic, record.value());
    }
    byte[] key = trace.hex().getBytes(StandardCharsets.US_ASCII);
    int partition = KeyPartition.of(key, to.partitionsFor(topic).size());
    return new ProducerRecord<>(topic, partition, key, record.value());
  }

  private Refusal refusal(KafkaProducer<byte[], byte[]> by, Throwable e) {
    if (e instanceof RecordTooLargeException) {
      return new Refusal(Reason.TOO_LARGE, "Kafka takes no records as large as these");
    }
    if (!failing) {
      failing = true;
      LOG.atWarn()
          .addKeyValue("reason", e.getMessage())
          .log("Kafka does not take requests of the OTLP door; senders are told to come again");
    }
    if (!(e instanceof RetriableException || e instanceof TimeoutException)) {
      replace(by);
    }
    return unavailable();
  }

  private static Refusal unavailable() {
    return new Refusal(
        Reason.KAFKA_UNAVAILABLE, "Kafka does not take it at the moment", COME_AGAIN_SECONDS);
  }

  private synchronized KafkaProducer<byte[], byte[]> producer() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    if (producer == null) {
      var bytes = new ByteArraySerializer();
      producer = new KafkaProducer<>(config(), bytes, bytes);
    }
    return producer;
  }

  private Map<String, Object> config() {
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
  private synchronized void replace(KafkaProducer<byte[], byte[]> broken) {
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
