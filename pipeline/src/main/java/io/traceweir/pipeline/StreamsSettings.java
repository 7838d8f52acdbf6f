// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.PipelineSettings.Guarantee;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/**
 * Settings of Kafka Streams. What the user passes through wins over our defaults, but not over what
 * the guarantees rest on.
 */
final class StreamsSettings {
  /**
   * Settings that could let an exception pass, and so the guarantees with it. What the user says of
   * them is refused.
   */
  private static final Set<String> HANDLERS =
      Set.of(
          "processing.exception.handler",
          "production.exception.handler",
          "default.production.exception.handler",
          "deserialization.exception.handler",
          "default.deserialization.exception.handler",
          "processor.wrapper.class");

  private static final Set<String> FORMER_NAMES =
      Set.of(
          "default.production.exception.handler",
          "default.deserialization.exception.handler",
          "deserialization.exception.handler",
          "processor.wrapper.class");

  private static final int BATCH_BYTES = 256 * 1024;
  private static final int GLANCE_MILLIS = 10;

  private final PipelineSettings.Kafka kafka;
  private final int maxBatchBytes;

  StreamsSettings(PipelineSettings settings) {
    this(settings, Integer.MAX_VALUE);
  }

  /**
   * @param maxBatchBytes what every topic that is written takes
   */
  StreamsSettings(PipelineSettings settings, int maxBatchBytes) {
    this.kafka = settings.kafka();
    this.maxBatchBytes = maxBatchBytes;
  }

  Properties properties() {
    var p = new Properties();
    p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, kafka.threads());
    preset(p, StreamsConfig.PRODUCER_PREFIX, ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    preset(p, StreamsConfig.PRODUCER_PREFIX, ProducerConfig.LINGER_MS_CONFIG, 20);
    preset(
        p,
        StreamsConfig.PRODUCER_PREFIX,
        ProducerConfig.BATCH_SIZE_CONFIG,
        Math.min(BATCH_BYTES, maxBatchBytes));
    preset(p, StreamsConfig.CONSUMER_PREFIX, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2000);
    p.putAll(kafka.properties());
    // An exception inside a tick, or an output that is refused, has to end the transaction: heap
    // and outputs would disagree.
    p.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class);
    FORMER_NAMES.forEach(p::remove);
    p.put(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
        DefaultProductionExceptionHandler.class);
    p.put("processing.exception.handler.global.enabled", true); // else it warns at every start
    p.put(StreamsConfig.APPLICATION_ID_CONFIG, kafka.applicationId());
    p.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    p.put(StreamsConfig.STATE_DIR_CONFIG, kafka.stateDir().toString());
    p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, kafka.commitInterval().toMillis());
    p.put(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
        kafka.guarantee() == Guarantee.EXACTLY_ONCE
            ? StreamsConfig.EXACTLY_ONCE_V2
            : StreamsConfig.AT_LEAST_ONCE);
    return p;
  }

  /**
   * Finds settings that Kafka's clients would refuse later.
   *
   * @throws PipelineException with the client's words
   */
  void verify() throws PipelineException {
    for (String handler : new TreeSet<>(HANDLERS)) {
      if (kafka.properties().containsKey(handler)) {
        throw new PipelineException(
            PipelineException.Kind.REFUSED,
            "kafka.properties has "
                + handler
                + ": it could swallow an exception in the middle of a tick, and what was decided"
                + " would be lost or counted twice. Take it out");
      }
    }
    try {
      var streams = new StreamsConfig(properties());
      streams.getMainConsumerConfigs("verify", "verify", 0);
      RecordLimit.requestBytes(kafka);
    } catch (ConfigException | NumberFormatException e) {
      throw new PipelineException(
          PipelineException.Kind.REFUSED,
          "Kafka's client refuses a setting of kafka.properties: " + e.getMessage(),
          e);
    }
  }

  /** Our default for one client, unless the user says something with or without its prefix. */
  private void preset(Properties p, String prefix, String key, Object value) {
    if (!kafka.properties().containsKey(key)) {
      p.put(prefix + key, value);
    }
  }

  /** A consumer without a group membership, with the application's security and isolation. */
  Consumer<byte[], byte[]> spareReader() {
    return reader(readerConfig("spare"));
  }

  /** The same for what was committed, whatever the guarantee; it may not even name the group. */
  Consumer<byte[], byte[]> committedReader(String name) {
    return reader(committedConfig(name));
  }

  /** The same, answered at once also where nothing is left to read. */
  Consumer<byte[], byte[]> glancingReader(String name) {
    Map<String, Object> config = committedConfig(name);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, GLANCE_MILLIS);
    return reader(config);
  }

  private Map<String, Object> committedConfig(String name) {
    Map<String, Object> config = readerConfig(name);
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return config;
  }

  /** The same for a range that must be there: an offset that is gone is said, not replaced. */
  Consumer<byte[], byte[]> rangeReader(String name) {
    Map<String, Object> config = readerConfig(name);
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return reader(config);
  }

  private Map<String, Object> readerConfig(String name) {
    String group = kafka.applicationId();
    Map<String, Object> config =
        new StreamsConfig(properties()).getMainConsumerConfigs(group, group + "-" + name, 0);
    config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    config.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.keySet().removeIf(key -> key.startsWith("__"));
    return config;
  }

  private static Consumer<byte[], byte[]> reader(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
