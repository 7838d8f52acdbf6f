// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import com.google.protobuf.InvalidProtocolBufferException;
import io.traceweir.app.outcome.Decision;
import io.traceweir.app.outcome.Decisions;
import io.traceweir.app.outcome.Series;
import io.traceweir.quickstart.live.LiveView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads what the pipeline has committed: decisions and metrics. */
final class Outputs implements AutoCloseable {
  /** The topics that are read; those of kept spans and logs only for a view that shows them. */
  record Topics(
      String decisions,
      String spanMetrics,
      String serviceGraph,
      String keptSpans,
      String keptLogs) {
    List<String> all(boolean kept) {
      return kept
          ? List.of(decisions, spanMetrics, serviceGraph, keptSpans, keptLogs)
          : List.of(decisions, spanMetrics, serviceGraph);
    }
  }

  private final Topics topics;
  private final Decisions decisions;
  private final LiveView live;
  private final Series spanMetrics = new Series();
  private final Series serviceGraph = new Series();
  private final KafkaConsumer<String, byte[]> consumer;

  Outputs(String bootstrapServers, Topics topics, Decisions decisions, LiveView live) {
    this.topics = topics;
    this.decisions = decisions;
    this.live = live;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(topics.all(live.readsTraces()).stream().flatMap(this::partitions).toList());
  }

  private Stream<TopicPartition> partitions(String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(partition -> new TopicPartition(topic, partition.partition()));
  }

  void poll(Duration wait) throws QuickstartException {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(wait)) {
      try {
        read(record.topic(), record.key(), record.value());
      } catch (InvalidProtocolBufferException e) {
        throw new QuickstartException("a record of " + record.topic() + " is no OTLP", e);
      }
    }
  }

  private void read(String topic, @Nullable String key, byte[] value)
      throws InvalidProtocolBufferException {
    if (topic.equals(topics.decisions)) {
      Decision.readAll(value, this::decided);
    } else if (topic.equals(topics.spanMetrics)) {
      spanMetrics.add(value);
    } else if (topic.equals(topics.serviceGraph)) {
      serviceGraph.add(value);
    } else if (key != null) {
      kept(topic, key, value);
    }
  }

  private void kept(String topic, String trace, byte[] value) {
    if (topic.equals(topics.keptSpans)) {
      live.keptSpans(trace, value);
    } else {
      live.keptLogs(trace, value);
    }
  }

  private void decided(Decision decision) {
    decisions.add(decision);
    live.decided(decision);
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
