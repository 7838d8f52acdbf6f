// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Settings of a producer beside Kafka Streams, which reaches the brokers in the same way. */
public final class ProducerSettings {
  private static final String PREFIX = "producer.";

  private ProducerSettings() {}

  /** What the user passes through for producers, under our defaults; not transactional. */
  public static Map<String, Object> of(PipelineSettings.Kafka kafka) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.putAll(kafka.properties());
    kafka
        .properties()
        .forEach(
            (key, value) -> {
              if (key.startsWith(PREFIX)) {
                config.put(key.substring(PREFIX.length()), value);
              }
            });
    config.keySet().retainAll(ProducerConfig.configNames());
    config.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    return config;
  }

  /** The largest value of a record that is written, as far as it is the producer's to say. */
  public static int maxRecordBytes(PipelineSettings.Kafka kafka) {
    int request = RecordLimit.requestBytes(kafka);
    return Math.max(1024, new RecordLimit(request, Integer.MAX_VALUE, "").maxRecordBytes());
  }
}
