// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.assemble.HeldPartitions;
import io.traceweir.pipeline.assemble.LogReader;
import io.traceweir.pipeline.assemble.MemoryBudget;
import io.traceweir.pipeline.recall.Mailbox;
import io.traceweir.pipeline.recall.Recall;
import io.traceweir.pipeline.split.InputProgress;
import io.traceweir.pipeline.split.Silence;
import io.traceweir.pipeline.split.Sources;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The whole topology without a broker, fed at the pace at which requests are due: the wall clock is
 * where the records are. In this package because nobody else may know how the topology is built.
 */
public final class DrivenPipeline implements AutoCloseable {
  private static final long STEP_MILLIS = 250;

  private final TopologyTestDriver driver;
  private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
  private final Proofs silence = new Proofs();
  private long wallMillis;

  /** All is silent from a time on, when a test says so. */
  private static final class Proofs implements Silence {
    private long since = NEVER;
    private long until = NEVER;

    @Override
    public void want(TopicPartition partition) {}

    @Override
    public long provenAtMillis(TopicPartition partition) {
      return until;
    }

    @Override
    public long allInputsSinceMillis() {
      return since;
    }

    @Override
    public long countsFromMillis() {
      return NEVER;
    }
  }

  /** Nothing was processed before. */
  private static final class NoLog implements LogReader {
    @Override
    public Committed committed(TopicPartition partition) {
      return Committed.NOWHERE;
    }

    @Override
    public long beginning(TopicPartition partition) {
      return 0;
    }

    @Override
    public long end(TopicPartition partition) {
      return 0;
    }

    @Override
    public Uuid topicId(String topic) {
      return Uuid.ZERO_UUID;
    }

    @Override
    public void begin(List<Range> ranges) {
      throw new AssertionError("nothing was processed before");
    }

    @Override
    public boolean more(Consumer<ConsumerRecord<byte[], byte[]>> out) {
      return false;
    }

    @Override
    public void close() {}
  }

  /** Nothing is read back. */
  private static final class NoRecall implements Recall {
    @Override
    public boolean ask(Request request) {
      return false;
    }

    @Override
    public Mailbox mailbox() {
      return new Mailbox(bytes -> {});
    }
  }

  public DrivenPipeline(PipelineSettings settings, long startMillis) {
    Map<String, Integer> partitions = new HashMap<>();
    settings.inputTopics().forEach(topic -> partitions.put(topic, 1));
    Instant start = Instant.ofEpochMilli(startMillis);
    var around =
        new PipelineTopology.Surroundings(
            new InputProgress(
                new Sources(settings, partitions),
                settings.traces().maxSourceSkew(),
                InstantSource.fixed(start)),
            1,
            silence,
            new MemoryBudget(settings.traces().memoryBytes()),
            context -> new NoLog(),
            new PipelineMeters(new SimpleMeterRegistry()),
            InstantSource.fixed(start),
            1 << 20,
            new NoRecall(),
            new HeldPartitions());
    wallMillis = startMillis;
    driver =
        new TopologyTestDriver(
            new PipelineTopology(settings, around).build(),
            new StreamsSettings(settings).properties(),
            start);
  }

  /** One record, when its time has come. */
  public void send(String topic, byte[] value, long millis) {
    wallTo(millis);
    inputs
        .computeIfAbsent(
            topic,
            t -> driver.createInputTopic(t, new ByteArraySerializer(), new ByteArraySerializer()))
        .pipeInput(null, value, Instant.ofEpochMilli(millis));
  }

  /** Nothing comes for so long, and that is proven all the time. */
  public void silence(Duration time) {
    silence.since = wallMillis;
    for (long end = wallMillis + time.toMillis(); wallMillis < end; ) {
      silence.until = wallMillis + STEP_MILLIS - 1;
      wallTo(wallMillis + STEP_MILLIS);
    }
  }

  private void wallTo(long millis) {
    while (wallMillis < millis) {
      long step = Math.min(STEP_MILLIS, millis - wallMillis);
      wallMillis += step;
      driver.advanceWallClockTime(Duration.ofMillis(step));
    }
  }

  /** The values that were written to a topic since the last time. */
  public List<byte[]> written(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList()
        .stream()
        .map(TestRecord::value)
        .toList();
  }

  @Override
  public void close() {
    driver.close();
  }
}
