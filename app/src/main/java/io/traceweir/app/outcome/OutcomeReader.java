// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.otlp.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads what the pipeline has committed, from all partitions: decisions, span metrics and service
 * graph. Decisions may be protobuf or JSON, and both in one topic. One thread, save for {@link
 * #wakeup}.
 */
public final class OutcomeReader implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Consumer<byte[], byte[]> consumer;
  private final OutcomeTopics topics;
  private final Duration patience;

  /**
   * @param consumer to be closed with this
   * @param patience how long the brokers may take to answer a question
   */
  public OutcomeReader(Consumer<byte[], byte[]> consumer, OutcomeTopics topics, Duration patience) {
    this.consumer = consumer;
    this.topics = topics;
    this.patience = patience;
  }

  /** Begins at the first record that is still there. */
  public void fromBeginning() {
    List<TopicPartition> partitions = partitions();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Begins at what was written at this time or later. */
  public void from(Instant time) {
    List<TopicPartition> partitions = partitions();
    consumer.assign(partitions);
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, time.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times, patience);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp first = found.get(partition);
      consumer.seek(partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset());
    }
  }

  /** Reads partitions that were added meanwhile too, from their beginning. */
  public void findNewPartitions() {
    Set<TopicPartition> known = Set.copyOf(consumer.assignment());
    List<TopicPartition> now = partitions();
    if (now.size() > known.size()) {
      consumer.assign(now);
      consumer.seekToBeginning(now.stream().filter(p -> !known.contains(p)).toList());
    }
  }

  /** Topics that are not there have none: they may come. */
  private List<TopicPartition> partitions() {
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : topics.all()) {
      List<PartitionInfo> partitions = consumer.partitionsFor(topic, patience);
      if (partitions != null) {
        partitions.forEach(p -> all.add(new TopicPartition(topic, p.partition())));
      }
    }
    return all;
  }

  /**
   * How many records are still to come.
   *
   * @throws org.apache.kafka.common.errors.TimeoutException when no broker answers
   */
  public long lag() {
    long lag = 0;
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), patience);
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      lag += Math.max(0, end.getValue() - consumer.position(end.getKey(), patience));
    }
    return lag;
  }

  /** None of the topics is there yet: a poll would not wait. */
  public boolean isIdle() {
    return consumer.assignment().isEmpty();
  }

  /** The number of records that came within the time. */
  public int poll(Duration wait, OutcomeSink sink) {
    if (isIdle()) {
      return 0;
    }
    ConsumerRecords<byte[], byte[]> records = consumer.poll(wait);
    records.forEach(record -> read(record, sink));
    return records.count();
  }

  private void read(ConsumerRecord<byte[], byte[]> record, OutcomeSink sink) {
    byte[] value = record.value() == null ? new byte[0] : record.value();
    try {
      if (record.topic().equals(topics.decisions())) {
        sink.decisions(ExportLogsServiceRequest.parseFrom(protobuf(value)), record.timestamp());
      } else if (record.topic().equals(topics.spanMetrics())) {
        sink.spanMetrics(ExportMetricsServiceRequest.parseFrom(value));
      } else {
        sink.serviceGraph(ExportMetricsServiceRequest.parseFrom(value));
      }
    } catch (InvalidProtocolBufferException | MalformedOtlpException e) {
      sink.unreadable(record.topic(), e);
    }
  }

  /** No request in protobuf begins with a brace. */
  private static byte[] protobuf(byte[] value) throws MalformedOtlpException {
    boolean json = value.length > 0 && value[0] == '{';
    return json ? OtlpJson.toProtobuf(Signal.LOGS, value) : value;
  }

  /** Ends a poll of the reading thread with a WakeupException. */
  public void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSING));
  }
}
