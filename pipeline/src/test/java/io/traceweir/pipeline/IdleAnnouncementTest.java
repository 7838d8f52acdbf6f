// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.emit.OutputRecords;
import io.traceweir.pipeline.emit.RequestCutter;
import io.traceweir.pipeline.split.FragmentRecord;
import io.traceweir.pipeline.split.InputProgress;
import io.traceweir.pipeline.split.InputReader;
import io.traceweir.pipeline.split.Sources;
import io.traceweir.pipeline.split.SplitProcessor;
import io.traceweir.trace.ResourceCache;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One source is idle, and the brokers hear of it when a test says so. */
class IdleAnnouncementTest {
  private static final TopicPartition SOURCE = new TopicPartition("otlp_spans", 0);
  private static final int FRAGMENTS_PARTITIONS = 2;

  private long wallMillis;
  private final InstantSource wall = () -> Instant.ofEpochMilli(wallMillis);
  private final FakeSilence silence = new FakeSilence();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final AnnouncedSend announced = new AnnouncedSend(wall);
  private final MockProcessorContext<byte[], byte[]> context = new Context<>();
  private final SplitProcessor processor = processor();

  /** Of each watermark in its order, whether it says idle. */
  private final List<Boolean> said = new ArrayList<>();

  /** Sends to each partition of the fragments topic what is forwarded, as Kafka Streams does. */
  private final class Context<K, V> extends MockProcessorContext<K, V> {
    @Override
    public <A extends K, B extends V> void forward(Record<A, B> record, String sink) {
      boolean idle = FragmentRecord.decode((byte[]) record.value()).idle();
      said.add(idle);
      if (!idle) {
        return; // at once, and nobody waits for it
      }
      for (int i = 0; i < FRAGMENTS_PARTITIONS; i++) {
        var watermark =
            new ProducerRecord<byte[], byte[]>(
                "traceweir_fragments", i, null, (byte[]) record.value());
        assertThat(announced.send(watermark, (metadata, e) -> {}, producer::send)).isNotNull();
      }
    }
  }

  private SplitProcessor processor() {
    PipelineSettings settings = QuickSettings.of("unused:9092", Path.of("unused"));
    var sources = new Sources(settings, Map.of(SOURCE.topic(), 1));
    var meters = new PipelineMeters(new SimpleMeterRegistry());
    var cutter = new RequestCutter(new ResourceCache());
    PipelineSettings.Output output = settings.output();
    return new SplitProcessor(
        new InputProgress(sources, settings.traces().maxSourceSkew(), wall),
        silence,
        new SplitProcessor.Parts(
            new InputReader(settings.input(), output.logsWithoutTrace(), meters),
            cutter,
            1 << 20,
            new OutputRecords(output.encoding(), 1 << 20, cutter),
            meters,
            settings.input()),
        new SplitProcessor.Sinks("fragments", "logs", "dead-letters"));
  }

  @BeforeEach
  void start() {
    at(0);
    processor.init(context);
  }

  private void at(long millis) {
    wallMillis = millis;
    context.setCurrentSystemTimeMs(millis);
  }

  /** The time to tell of watermarks, with a proof made at this time before. */
  private void tick(long millis, long provenAtMillis) {
    silence.prove(SOURCE, provenAtMillis);
    at(millis);
    var scheduled = context.scheduledPunctuators();
    scheduled.get(scheduled.size() - 1).getPunctuator().punctuate(millis);
  }

  private void acknowledge(long millis) {
    at(millis);
    assertThat(producer.completeNext()).isTrue();
  }

  private long saidIdle() {
    long records =
        producer.history().stream()
            .filter(record -> FragmentRecord.decode(record.value()).idle())
            .count();
    assertThat(records % FRAGMENTS_PARTITIONS).isZero();
    return records / FRAGMENTS_PARTITIONS;
  }

  @Test
  void shouldNotSayAgainWhatTheLogDoesNotHoldYet() {
    tick(1_000, 500);
    assertThat(saidIdle()).isEqualTo(1);

    tick(2_000, 1_500);
    assertThat(saidIdle()).as("on its way").isEqualTo(1);

    acknowledge(2_500);
    tick(3_000, 2_600);
    assertThat(saidIdle()).as("on its way to one partition").isEqualTo(1);

    acknowledge(3_500);
    tick(4_000, 3_500);
    assertThat(saidIdle()).as("proven for a time before it was there").isEqualTo(1);

    tick(5_000, 3_501);
    assertThat(saidIdle()).isEqualTo(2);

    tick(6_000, 5_500);
    assertThat(saidIdle()).as("the second one is on its way").isEqualTo(2);
  }

  @Test
  void shouldGoOnWhenTheBrokersDoNotTakeIt() {
    tick(1_000, 500);
    acknowledge(1_500);
    at(2_500);
    assertThat(producer.errorNext(new KafkaException("aborted"))).isTrue();

    tick(3_000, 2_400);
    assertThat(saidIdle()).isEqualTo(1);
    tick(4_000, 3_500);
    assertThat(saidIdle()).isEqualTo(2);
  }

  /** Else an earlier word that comes late would be taken for the first of two. */
  @Test
  void shouldBeginWithAWordThatMakesAFormerTasksVoid() {
    tick(1_000, 500);
    processor.close();
    at(1_500);
    processor.init(context);
    tick(2_500, 2_000);
    acknowledge(3_000);
    acknowledge(3_000);
    acknowledge(3_000);
    acknowledge(3_000);
    tick(4_000, 3_500);

    assertThat(said).containsExactly(false, true, false, true, true);
  }

  @Test
  void shouldNotWaitForWhatAFormerTaskSaid() {
    tick(1_000, 500);
    processor.close();
    at(1_500);
    processor.init(context);
    tick(2_500, 2_000);
    assertThat(saidIdle()).isEqualTo(2);

    at(3_000);
    assertThat(producer.errorNext(new KafkaException("aborted"))).isTrue();
    assertThat(producer.errorNext(new KafkaException("aborted"))).isTrue();
    tick(3_500, 3_100);
    assertThat(saidIdle()).as("its own is on its way").isEqualTo(2);

    acknowledge(4_000);
    acknowledge(4_000);
    tick(5_000, 4_500);
    assertThat(saidIdle()).isEqualTo(3);
  }
}
