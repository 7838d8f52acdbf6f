// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.recall;

import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.recall.Recalled.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads ranges of the log with a consumer that belongs to no group and sets no offset. */
final class KafkaLogRanges implements LogRanges {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration MOST_TIME = Duration.ofSeconds(30);

  private final Consumer<byte[], byte[]> consumer;
  private final List<String> topics;
  private final PartFinder finder;
  private final Most most;
  private final PipelineMeters meters;

  /**
   * More is not read for one trace.
   *
   * @param offsets that all its ranges span
   * @param scanned bytes of all records that have to be looked at
   * @param found bytes of the trace itself
   */
  record Most(long offsets, long scanned, long found) {}

  /**
   * @param consumer with {@code auto.offset.reset=none}; closed with this
   * @param topics of the log, in the order in which addresses number them
   */
  KafkaLogRanges(
      Consumer<byte[], byte[]> consumer,
      List<String> topics,
      PartFinder finder,
      Most most,
      PipelineMeters meters) {
    this.consumer = consumer;
    this.topics = topics;
    this.finder = finder;
    this.most = most;
    this.meters = meters;
  }

  @Override
  public Recalled read(Recall.Request request) {
    if (request.address().offsets() > most.offsets) {
      return Recalled.failed(request, Failure.TOO_LONG);
    }
    var reading = new Reading(request);
    try {
      for (int topic = 0; topic < topics.size(); topic++) {
        for (int range = 0; range < request.address().ranges(topic); range++) {
          Failure failure = reading.range(topic, range);
          if (failure != null) {
            return Recalled.failed(request, failure);
          }
        }
      }
    } catch (OffsetOutOfRangeException e) {
      return Recalled.failed(request, Failure.RETENTION);
    } finally {
      reading.count();
    }
    return Recalled.found(request, reading.found);
  }

  /** One request. */
  private final class Reading {
    private final Recall.Request request;
    private final Found found = new Found();
    private final long beganNanos = System.nanoTime();
    private long scanned;

    Reading(Recall.Request request) {
      this.request = request;
    }

    @org.jspecify.annotations.Nullable
    Failure range(int topic, int range) {
      var partition = new TopicPartition(topics.get(topic), request.partition());
      long first = request.address().first(topic, range);
      long last = request.address().last(topic, range);
      Set<TopicPartition> only = Set.of(partition);
      if (consumer.beginningOffsets(only, PATIENCE).getOrDefault(partition, 0L) > first) {
        return Failure.RETENTION;
      }
      consumer.assign(only);
      consumer.seek(partition, first);
      while (consumer.position(partition, PATIENCE) <= last) {
        consumer.poll(POLL).forEach(record -> look(record, last));
        if (scanned > most.scanned || found.bytes() > most.found) {
          return Failure.TOO_LONG;
        }
        verifyTime(partition);
      }
      return null;
    }

    private void look(ConsumerRecord<byte[], byte[]> record, long last) {
      if (record.offset() <= last) {
        scanned += record.value() == null ? 0 : record.value().length;
        finder.find(record, request.id(), found);
      }
    }

    private void verifyTime(TopicPartition partition) {
      if (System.nanoTime() - beganNanos > MOST_TIME.toNanos()) {
        throw new TimeoutException("reading a trace back from " + partition + " takes too long");
      }
    }

    void count() {
      meters.recalled(scanned, System.nanoTime() - beganNanos);
    }
  }

  @Override
  public void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(2)));
  }
}
