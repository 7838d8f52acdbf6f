// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RecordTimeTest {
  private final RecordTime time = new RecordTime(() -> Instant.ofEpochMilli(77));

  private long extract(long timestamp) {
    return time.extract(
        new ConsumerRecord<>(
            "topic",
            0,
            0,
            timestamp,
            TimestampType.CREATE_TIME,
            0,
            0,
            new Object(),
            new Object(),
            new RecordHeaders(),
            Optional.empty()),
        5);
  }

  @Test
  void shouldTakeTheTimestampOfTheRecord() {
    assertThat(extract(0)).isZero();
    assertThat(extract(123)).isEqualTo(123);
  }

  @Test
  void shouldTakeTheTimeOfReadingWhenThereIsNone() {
    assertThat(extract(ConsumerRecord.NO_TIMESTAMP)).isEqualTo(77);
  }
}
