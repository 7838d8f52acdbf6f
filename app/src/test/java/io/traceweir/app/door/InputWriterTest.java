// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputWriterTest {
  private static final int TOPIC_TAKES = 100_000;
  private static final InputRecord SMALL = new InputRecord(null, new byte[10]);

  @TempDir Path directory;
  private final List<Strict> made = new ArrayList<>();
  private boolean isKafkaAway;
  private PipelineSettings settings;

  @BeforeEach
  void read() throws Exception {
    settings = Settings.pipeline(directory, "localhost:1", "writer", "partitioning: any");
  }

  /** Takes no large records, and no logs. */
  private static final class Strict extends MockProducer<byte[], byte[]> {
    Strict() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
      if (record.topic().endsWith("_logs")) {
        return CompletableFuture.failedFuture(new TopicAuthorizationException("no"));
      }
      if (record.value().length > TOPIC_TAKES) {
        return CompletableFuture.failedFuture(new RecordTooLargeException("no"));
      }
      return super.send(record);
    }
  }

  private Producer<byte[], byte[]> producer() {
    if (isKafkaAway) {
      throw new KafkaException("Failed to construct kafka producer");
    }
    made.add(new Strict());
    return made.get(made.size() - 1);
  }

  private static List<InputRecord> halves(InputRecord record, int maxBytes) {
    List<InputRecord> parts = new ArrayList<>();
    for (int left = record.value().length; left > 0; left -= maxBytes) {
      parts.add(new InputRecord(null, new byte[Math.min(left, maxBytes)]));
    }
    return parts;
  }

  @Test
  void shouldSplitWhatTheTopicDoesNotTakeAndSendTheRestOnce() throws Exception {
    InputWriter writer = new InputWriter(settings, this::producer);

    writer.write(
        Signal.SPANS,
        List.of(SMALL, new InputRecord(null, new byte[700_000]), SMALL),
        InputWriterTest::halves);

    List<Integer> sizes = made.get(0).history().stream().map(r -> r.value().length).toList();
    assertThat(sizes).filteredOn(size -> size == 10).hasSize(2);
    assertThat(sizes.stream().mapToInt(size -> size).sum()).isEqualTo(700_020);
    assertThat(writer.maxRecordBytes(Signal.SPANS)).isEqualTo(87_500);
    assertThat(writer.maxRecordBytes(Signal.LOGS)).isGreaterThan(700_000);
    writer.close();
  }

  @Test
  void shouldNotLetTheLogsHoldUpTheSpans() throws Exception {
    InputWriter writer = new InputWriter(settings, this::producer);

    assertUnavailable(writer, Signal.LOGS);
    writer.write(Signal.SPANS, List.of(SMALL), InputWriterTest::halves);
    assertUnavailable(writer, Signal.LOGS);

    assertThat(made).hasSize(1);
    assertThat(made.get(0).closed()).isFalse();
    writer.close();
  }

  @Test
  void shouldTellToComeAgainWhenThereIsNoProducer() {
    InputWriter writer = new InputWriter(settings, this::producer);
    made.get(0).sendException = new KafkaException("fenced");
    assertUnavailable(writer, Signal.SPANS);
    assertThat(made.get(0).closed()).isTrue();

    isKafkaAway = true;
    assertUnavailable(writer, Signal.SPANS);
    writer.close();
    assertUnavailable(writer, Signal.SPANS);
  }

  private static void assertUnavailable(InputWriter writer, Signal signal) {
    assertThatThrownBy(() -> writer.write(signal, List.of(SMALL), InputWriterTest::halves))
        .isInstanceOfSatisfying(
            Refusal.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Refusal.Reason.KAFKA_UNAVAILABLE);
              assertThat(e.retryAfterSeconds()).isPositive();
            });
  }
}
