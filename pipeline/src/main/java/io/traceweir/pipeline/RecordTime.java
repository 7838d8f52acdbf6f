// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The time of a record; one that its producer left without a timestamp is as old as it looks when
 * it is read. Kafka takes such records, and what Kafka Streams does with them by default would end
 * the thread at the same record again and again.
 */
record RecordTime(InstantSource wall) implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return record.timestamp() >= 0 ? record.timestamp() : wall.millis();
  }
}
