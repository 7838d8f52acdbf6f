// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends records when the wall clock reaches their timestamps, one after the other, so that the
 * order of timestamps is the order in which a broker gets them. A broker that is away is waited
 * for.
 */
final class Sender {
  private static final int DELIVERY_MILLIS = 300_000;

  private final String bootstrapServers;

  Sender(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** Done when everything has been acknowledged. */
  CompletableFuture<Void> start(List<ProducerRecord<byte @Nullable [], byte[]>> records) {
    var done = new CompletableFuture<Void>();
    var thread =
        new Thread(
            () -> {
              try {
                send(records);
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

  void send(List<ProducerRecord<byte @Nullable [], byte[]>> records)
      throws ExecutionException, InterruptedException {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
            ProducerConfig.LINGER_MS_CONFIG, 0,
            ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_MILLIS,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    var bytes = new ByteArraySerializer();
    try (var producer = new KafkaProducer<byte @Nullable [], byte[]>(config, bytes, bytes)) {
      for (ProducerRecord<byte @Nullable [], byte[]> record : records) {
        Long due = record.timestamp();
        while (due != null && System.currentTimeMillis() < due) {
          LockSupport.parkUntil(due);
        }
        producer.send(record).get();
      }
    }
  }
}
