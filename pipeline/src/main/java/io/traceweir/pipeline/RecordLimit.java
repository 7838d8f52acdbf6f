// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How large a record may be: no larger than a request of the producer, and than each topic takes
 * that is written. A record over it would end the transaction, and the same one would come again.
 * Brokers look at the compressed size, so the limit is on the safe side.
 *
 * @param requestBytes the producer's largest request
 * @param topicBytes what the topic takes that takes least
 * @param smallest the name of that topic
 */
record RecordLimit(int requestBytes, int topicBytes, String smallest) {
  private static final Logger LOG = LoggerFactory.getLogger(RecordLimit.class);

  /** Of a producer without settings; brokers take as much by default. */
  static final int DEFAULT_REQUEST_BYTES = 1024 * 1024;

  /** Below it the essentials of a span or a decision may not fit. */
  static final int LEAST_BYTES = 128 * 1024;

  /** Partial sums of a tick are cut at 256 KiB. */
  static final int LEAST_INTERNAL_BYTES = 384 * 1024;

  static final String TOPIC_SETTING = "max.message.bytes";

  /** Room for key, headers and framing of a record. */
  private static final int RECORD_OVERHEAD_BYTES = 16 * 1024;

  /**
   * Of these settings.
   *
   * @param topics that exist; the input is not written
   */
  static RecordLimit of(PipelineSettings settings, Map<String, ClusterTopics.Existing> topics) {
    int bytes = Integer.MAX_VALUE;
    String smallest = "";
    for (var topic : topics.entrySet()) {
      int takes = bytes(topic.getValue());
      if (!settings.inputTopics().contains(topic.getKey()) && takes < bytes) {
        bytes = takes;
        smallest = topic.getKey();
      }
    }
    return new RecordLimit(requestBytes(settings.kafka()), bytes, smallest);
  }

  /** What a topic takes; no limit when the broker does not say. */
  static int bytes(ClusterTopics.Existing topic) {
    String value = topic.config().get(TOPIC_SETTING);
    return value == null ? Integer.MAX_VALUE : Integer.parseInt(value);
  }

  /** The largest request of the producer; with or without the client's prefix. */
  static int requestBytes(PipelineSettings.Kafka kafka) {
    String key = ProducerConfig.MAX_REQUEST_SIZE_CONFIG;
    Map<String, String> p = kafka.properties();
    String configured = p.getOrDefault("producer." + key, p.get(key));
    return configured == null ? DEFAULT_REQUEST_BYTES : Integer.parseInt(configured);
  }

  int maxBatchBytes() {
    return Math.min(requestBytes, topicBytes);
  }

  /** The largest value of a record that is written. */
  int maxRecordBytes() {
    return maxBatchBytes() - RECORD_OVERHEAD_BYTES;
  }

  /** Refuses what is too little, and says so when topics take less than the producer sends. */
  RecordLimit verify() throws PipelineException {
    if (requestBytes < LEAST_INTERNAL_BYTES) {
      throw new PipelineException(
          PipelineException.Kind.REFUSED,
          "kafka.properties: producer.max.request.size is "
              + requestBytes
              + ": it has to be at least "
              + LEAST_INTERNAL_BYTES);
    }
    if (topicBytes < requestBytes) {
      LOG.atWarn()
          .addKeyValue(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, requestBytes)
          .addKeyValue(TOPIC_SETTING, topicBytes)
          .addKeyValue("topic", smallest)
          .log("a topic takes less than the producer sends: larger spans and logs are cut");
    }
    return this;
  }
}
