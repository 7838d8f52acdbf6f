// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Groups without members. */
public final class TestGroups {
  private TestGroups() {}

  /** What a transaction needs to know of a group whose positions it writes. */
  public static ConsumerGroupMetadata metadata(String bootstrapServers, String group) {
    var bytes = new ByteArrayDeserializer();
    Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "group.id", group);
    try (var consumer = new KafkaConsumer<>(config, bytes, bytes)) {
      return consumer.groupMetadata();
    }
  }
}
