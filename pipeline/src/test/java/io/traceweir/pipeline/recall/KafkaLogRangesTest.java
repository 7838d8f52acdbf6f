// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.recall;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.split.Fragments;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import io.traceweir.trace.TraceId;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KafkaLogRangesTest {
  private static final TopicPartition LOG = new TopicPartition("fragments", 2);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final PipelineMeters meters = new PipelineMeters(registry);

  private KafkaLogRanges ranges(KafkaLogRanges.Most most) {
    return new KafkaLogRanges(consumer, List.of(LOG.topic()), new FragmentsFinder(), most, meters);
  }

  private static TraceId id(String seed) {
    return TraceId.ofHex(Traces.trace(seed).traceId());
  }

  private void record(String seed, long offset) {
    TraceBuilder trace = Traces.trace(seed).orphan("span " + offset);
    byte[] value = Fragments.fragment(0, Signal.SPANS, false, 5, trace.request().toByteArray());
    consumer.addRecord(
        new ConsumerRecord<>(LOG.topic(), LOG.partition(), offset, id(seed).bytes(), value));
  }

  private Recalled read(KafkaLogRanges.Most most, Address address) {
    consumer.updateBeginningOffsets(Map.of(LOG, 100L));
    // twice: each range is read by itself
    for (int i = 0; i < 2; i++) {
      consumer.schedulePollTask(
          () -> {
            for (long offset = 100; offset < 1_000; offset++) {
              record(offset % 3 == 0 ? "a" : "b", offset);
            }
          });
    }
    Mailbox mailbox = new Mailbox(bytes -> {});
    return ranges(most)
        .read(new Recall.Request(id("a"), address, LOG.partition(), mailbox, () -> true));
  }

  private static final KafkaLogRanges.Most PLENTY =
      new KafkaLogRanges.Most(1_000, 1 << 20, 1 << 20);

  @Test
  void shouldReadItsRangesAndNothingElse() {
    Recalled recalled = read(PLENTY, Address.nowhere(1).with(0, 120, 123).with(0, 600, 600));

    assertThat(recalled.failure()).isNull();
    assertThat(recalled.parts()).hasSize(3);
    assertThat(recalled.bytes())
        .isEqualTo(recalled.parts().stream().mapToLong(Recalled.Part::length).sum());
    assertThat(registry.get("traceweir.recalled").tag("what", "traces").counter().count())
        .isEqualTo(1);
    assertThat(registry.get("traceweir.recalled").tag("what", "bytes").counter().count())
        .isGreaterThan((double) recalled.bytes());
  }

  @Test
  void shouldSayThatTheTopicHasRemovedAPart() {
    Recalled recalled = read(PLENTY, Address.nowhere(1).with(0, 99, 123));

    assertThat(recalled.failure()).isEqualTo(Recalled.Failure.RETENTION);
  }

  @Test
  void shouldNotReadMoreOffsetsThanAllowed() {
    Recalled recalled =
        read(new KafkaLogRanges.Most(3, 1 << 20, 1 << 20), Address.nowhere(1).with(0, 120, 123));

    assertThat(recalled.failure()).isEqualTo(Recalled.Failure.TOO_LONG);
  }

  @Test
  void shouldNotReadMoreBytesThanAllowed() {
    Address address = Address.nowhere(1).with(0, 120, 500);

    assertThat(read(new KafkaLogRanges.Most(1_000, 100, 1 << 20), address).failure())
        .isEqualTo(Recalled.Failure.TOO_LONG);
  }

  @Test
  void shouldNotCollectALargerTraceThanAllowed() {
    Address address = Address.nowhere(1).with(0, 120, 500);

    assertThat(read(new KafkaLogRanges.Most(1_000, 1 << 20, 100), address).failure())
        .isEqualTo(Recalled.Failure.TOO_LONG);
  }
}
