// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes known traffic: live, each record when the wall clock reaches its timestamp, one after the
 * other, or all that there is at once. A broker that is away is waited for.
 */
final class Sender {
  private static final int DELIVERY_MILLIS = 600_000;

  /** As long as exporters of the Collector may wait before they try again for the second time. */
  private static final long RECONNECT_MILLIS = 10_000;

  private static final Duration CHUNK = Duration.ofSeconds(1);

  private final String bootstrapServers;
  private volatile boolean finishing;

  Sender(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** Live traffic from now until {@link #finish} is called. */
  CompletableFuture<Void> start(KnownTraffic traffic, int tracesPerSecond) {
    var done = new CompletableFuture<Void>();
    var thread =
        new Thread(
            () -> {
              try {
                live(traffic, tracesPerSecond);
                done.complete(null);
              } catch (ExecutionException | InterruptedException | RuntimeException e) {
                done.completeExceptionally(e);
              }
            },
            "sender");
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  /** No new traces; those that began are sent to their end. */
  void finish() {
    finishing = true;
  }

  private void live(KnownTraffic traffic, int tracesPerSecond)
      throws ExecutionException, InterruptedException {
    var waiting =
        new PriorityQueue<ProducerRecord<byte @Nullable [], byte[]>>(
            Comparator.comparingLong(ProducerRecord::timestamp));
    try (var producer = producer()) {
      while (!finishing || !waiting.isEmpty()) {
        // A record never has an earlier time than the beginning of its trace.
        if (!finishing && System.currentTimeMillis() + CHUNK.toMillis() > traffic.nextMillis()) {
          waiting.addAll(traffic.next(tracesPerSecond, CHUNK));
        }
        ProducerRecord<byte @Nullable [], byte[]> record = waiting.peek();
        if (record == null || System.currentTimeMillis() < record.timestamp()) {
          LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        } else {
          producer.send(waiting.remove()).get();
        }
      }
    }
  }

  /** A record, and when it is written, in milliseconds since the epoch. */
  record Written(long atMillis, ProducerRecord<byte @Nullable [], byte[]> record) {}

  /** As if it were now, only so many times as fast. */
  void send(List<Written> records, double speed) throws ExecutionException, InterruptedException {
    List<Future<?>> sent = new ArrayList<>();
    long began = System.nanoTime();
    try (var producer = producer()) {
      for (Written one : records) {
        double dueMillis = (one.atMillis - records.get(0).atMillis) / speed;
        while (System.nanoTime() < began + dueMillis * 1e6) {
          LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
        sent.add(producer.send(one.record));
      }
      for (Future<?> one : sent) {
        one.get();
      }
    }
  }

  /** In this order, as fast as it goes. */
  void send(List<ProducerRecord<byte @Nullable [], byte[]>> records)
      throws ExecutionException, InterruptedException {
    List<Future<?>> sent = new ArrayList<>();
    try (var producer = producer()) {
      for (ProducerRecord<byte @Nullable [], byte[]> record : records) {
        sent.add(producer.send(record));
      }
      for (Future<?> one : sent) {
        one.get();
      }
    }
  }

  private KafkaProducer<byte @Nullable [], byte[]> producer() {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
            ProducerConfig.LINGER_MS_CONFIG, 0,
            ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_MILLIS,
            ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, RECONNECT_MILLIS,
            ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MILLIS,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    var bytes = new ByteArraySerializer();
    return new KafkaProducer<>(config, bytes, bytes);
  }
}
