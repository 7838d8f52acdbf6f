// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.split.Announcement;
import java.time.InstantSource;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Sends records that may belong to an {@link Announcement}, and tells it when they are on their way
 * and when not any more. One that fails is on its way no more, either; where a producer both throws
 * and calls back, it is told of twice, and Kafka Streams ends the task.
 */
final class AnnouncedSend {
  private final InstantSource wall;

  AnnouncedSend(InstantSource wall) {
    this.wall = wall;
  }

  /** How a producer sends. */
  interface Send {
    Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback);
  }

  Future<RecordMetadata> send(
      ProducerRecord<byte[], byte[]> record, Callback callback, Send producer) {
    Announcement announcement = Announcement.beingSaid();
    return announcement == null
        ? producer.send(record, callback)
        : send(record, callback, producer, announcement);
  }

  private Future<RecordMetadata> send(
      ProducerRecord<byte[], byte[]> record,
      Callback callback,
      Send producer,
      Announcement announcement) {
    announcement.sent();
    try {
      return producer.send(
          record,
          (metadata, e) -> {
            announcement.over(wall.millis());
            callback.onCompletion(metadata, e);
          });
    } catch (RuntimeException e) {
      announcement.over(wall.millis()); // nobody will be called back
      throw e;
    }
  }
}
