// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import com.google.protobuf.InvalidProtocolBufferException;
import io.traceweir.app.outcome.Decision;
import io.traceweir.app.outcome.Decisions;
import io.traceweir.app.outcome.Series;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what the pipeline has committed: decisions and metrics. */
final class Outputs implements AutoCloseable {
  /** The topics that are read. */
  record Topics(String decisions, String spanMetrics, String serviceGraph) {
    List<String> all() {
      return List.of(decisions, spanMetrics, serviceGraph);
    }
  }

  /** Takes the value of a record of another topic. */
  interface Reader {
    void read(byte[] value) throws InvalidProtocolBufferException;
  }

  private final Topics topics;
  private final Map<String, Reader> others;
  private final Decisions decisions;
  private final Consumer<Decision> watcher;
  private final Series spanMetrics = new Series();
  private final Series serviceGraph = new Series();
  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * @param others more topics, with who reads them
   */
  Outputs(
      String bootstrapServers,
      Topics topics,
      Map<String, Reader> others,
      Decisions decisions,
      Consumer<Decision> watcher) {
    this.topics = topics;
    this.others = Map.copyOf(others);
    this.decisions = decisions;
    this.watcher = watcher;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(
        Stream.concat(topics.all().stream(), this.others.keySet().stream())
            .flatMap(this::partitions)
            .toList());
  }

  private Stream<TopicPartition> partitions(String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(partition -> new TopicPartition(topic, partition.partition()));
  }

  void poll(Duration wait) throws QuickstartException {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
      try {
        read(record.topic(), record.value());
      } catch (InvalidProtocolBufferException e) {
        throw new QuickstartException("a record of " + record.topic() + " is no OTLP", e);
      }
    }
  }

  private void read(String topic, byte[] value) throws InvalidProtocolBufferException {
    Reader other = others.get(topic);
    if (other != null) {
      other.read(value);
    } else if (topic.equals(topics.decisions)) {
      Decision.readAll(value, this::decided);
    } else if (topic.equals(topics.spanMetrics)) {
      spanMetrics.add(value);
    } else {
      serviceGraph.add(value);
    }
  }

  private void decided(Decision decision) {
    decisions.add(decision);
    watcher.accept(decision);
  }

  Decisions decisions() {
    return decisions;
  }

  Series spanMetrics() {
    return spanMetrics;
  }

  Series serviceGraph() {
    return serviceGraph;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
