// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.pipeline.assemble.RandomTraffic.Event;
import io.traceweir.pipeline.recall.FakeRecall;
import io.traceweir.pipeline.split.InputProgress;
import io.traceweir.pipeline.split.Sources;
import io.traceweir.trace.ResourceCache;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * One assemble task with transactions: what happened since the last commit can be lost, as in a
 * crash, and the task is then restored from blocks and log as the real one is. Under at-least-once
 * a part of what happened stays.
 */
final class SimulatedTask {
  private final PipelineSettings settings;
  private final boolean keyed;
  private final List<TopicPartition> partitions;
  private final LogIdentity identity;
  private final int sources;
  private final long budgetBytes;
  private final List<List<Event>> log = new ArrayList<>();
  private final PipelineMeters meters = new PipelineMeters(new SimpleMeterRegistry());
  private final Deciding deciding;
  private final Map<Bytes, byte[]> committedBlocks = new TreeMap<>();
  private final List<String> committedOutputs = new ArrayList<>();
  private final int[] committed;

  private final int[] next;
  private Life life;
  private long wallMillis;
  private int beginning;

  SimulatedTask(PipelineSettings settings, int sources, long budgetBytes) {
    this.settings = settings;
    this.budgetBytes = budgetBytes;
    this.keyed = settings.input().partitioning() == Partitioning.TRACE_ID;
    List<String> topics = keyed ? settings.inputTopics() : List.of(settings.fragments().topic());
    this.sources = keyed ? topics.size() : sources;
    partitions = topics.stream().map(t -> new TopicPartition(t, 0)).toList();
    topics.forEach(t -> log.add(new ArrayList<>()));
    committed = new int[topics.size()];
    next = new int[topics.size()];
    Map<String, Integer> inputs = new HashMap<>();
    settings.inputTopics().forEach(t -> inputs.put(t, sources));
    identity =
        LogIdentity.of(1, topics)
            .with(topics.stream().map(SimulatedTask::id).toList(), 2, Waits.of(settings.traces()));
    deciding =
        new Deciding(
            settings,
            new InputProgress(
                new Sources(
                    settings, keyed ? inputs : Map.of(settings.inputTopics().get(0), sources)),
                settings.traces().maxSourceSkew(),
                () -> Instant.EPOCH),
            new ResourceCache(),
            meters,
            new Deciding.Sizes(1 << 20, 2));
    life = new Life();
    life.replay.runFor(Long.MAX_VALUE);
  }

  private static Uuid id(String topic) {
    return new Uuid(7, topic.hashCode());
  }

  void append(Event e) {
    log.get(topic(e)).add(e);
  }

  private int topic(Event e) {
    return keyed ? e.topic() : 0;
  }

  /** Processes the next record: of two topics the one that is earlier, as Kafka Streams does. */
  void step() {
    int topic = earliest(next, ends());
    Event e = log.get(topic).get(next[topic]);
    wallMillis = e.wallMillis();
    take(topic, next[topic], life.outputs);
    next[topic]++;
    long over = life.assembler.buffer.heapBytes() - budgetBytes;
    if (over > 0) {
      life.assembler.evict(
          Math.max(over, life.assembler.buffer.heapBytes() / 16), TaskMemory.MOST_EVICTED);
    }
    if (life.assembler.buffer.hasDueNow()) {
      life.work.run(false, life.outputs);
    }
  }

  private int[] ends() {
    return log.stream().mapToInt(List::size).toArray();
  }

  private int earliest(int[] at, int[] to) {
    return IntStream.range(0, at.length)
        .filter(t -> at[t] < to[t])
        .boxed()
        .min(Comparator.comparingLong(t -> log.get(t).get(at[t]).timeMillis()))
        .orElseThrow();
  }

  private void take(int topic, int offset, @Nullable SimulatedOutputs live) {
    Event e = log.get(topic).get(offset);
    var entry =
        new Intake.LogEntry(
            topic,
            partitions.get(topic).topic(),
            0,
            offset,
            e.timeMillis(),
            new Intake.Bytes(e.key(), e.value()));
    if (live != null && life.intake.looksAtWall(life.assembler, entry)) {
      life.work.mark(live);
    }
    life.assembler.beforeRecord();
    life.intake.observe(life.assembler, entry);
    if (live != null && life.assembler.isTickDue()) {
      life.work.run(false, live);
    }
    life.intake.add(life.assembler, entry, live);
    life.assembler.afterRecord(topic, offset);
  }

  /** Silence was proven for this long. */
  void silence(long millis) {
    life.assembler.clock.allSilent(Long.MAX_VALUE);
    if (life.assembler.clock.now() != SourceClock.UNSET) {
      life.assembler.clock.raiseTo(life.assembler.clock.now() + millis);
      life.work.run(true, life.outputs);
    }
  }

  void commit() {
    System.arraycopy(next, 0, committed, 0, next.length);
    life.outputs.persist(life.outputs.effects(), committedBlocks, committedOutputs);
  }

  /**
   * How much of what is not committed stays is up to chance, and so is the course of the replay.
   */
  void crash(Random random) {
    if (settings.kafka().guarantee() == Guarantee.AT_LEAST_ONCE) {
      life.outputs.persist(
          random.nextInt(life.outputs.effects() + 1), committedBlocks, committedOutputs);
    }
    restart(random);
  }

  private void restart(Random random) {
    boolean again = true;
    while (again) {
      life = new Life();
      again = false;
      while (!life.replay.runFor(0) && !again) {
        again = random.nextInt(50) == 0; // it dies in the middle of the replay
      }
    }
  }

  /** From one start to the next crash. */
  private final class Life {
    final KeyValueStore<Bytes, byte[]> store = Stores.inMemoryKeyValueStore("memory").get();
    final Assembler assembler =
        new Assembler(settings.traces(), new TraceBuffer(), partitions.size(), sources);
    final Intake intake = deciding.intake(() -> wallMillis);
    final TickWork work =
        deciding.tickWork(assembler, identity, partitions, FakeRecall.of(settings, meters));
    final SimulatedOutputs outputs;
    final Replay replay;

    Life() {
      committedBlocks.forEach(store::put);
      System.arraycopy(committed, 0, next, 0, next.length);
      var expectations =
          new Restore.Expectations(
              identity,
              settings.kafka().guarantee(),
              meters,
              intake::isCurrent,
              new Refusals("kafka:9092", "traceweir"));
      var restore = new Restore(assembler, store, new ListReader(), partitions, expectations);
      wallMillis = Long.MAX_VALUE / 4; // a replay must not ask it
      replay =
          restore.begin(
              r ->
                  take(
                      partitions.indexOf(new TopicPartition(r.topic(), 0)),
                      (int) r.offset(),
                      null));
      boolean keeps = settings.kafka().guarantee() == Guarantee.AT_LEAST_ONCE;
      outputs = new SimulatedOutputs(assembler, store, restore.nextNumber(), keeps);
    }
  }

  /** What lies before this offset is gone. */
  void expire(int before) {
    beginning = before;
  }

  int waiting() {
    return life.assembler.buffer.size();
  }

  /** Everything that was committed, a line each. */
  List<String> committed() {
    return committedOutputs;
  }

  private final class ListReader implements LogReader {
    private final int[] at = new int[partitions.size()];
    private final int[] to = new int[partitions.size()];

    @Override
    public Committed committed(TopicPartition partition) {
      int offset = committed[partitions.indexOf(partition)];
      return new Committed(offset, offset > 0 ? Origin.PROCESSED : Origin.FIRST);
    }

    @Override
    public long beginning(TopicPartition partition) {
      return beginning;
    }

    @Override
    public long end(TopicPartition partition) {
      return log.get(partitions.indexOf(partition)).size();
    }

    @Override
    public Uuid topicId(String topic) {
      return id(topic);
    }

    @Override
    public void begin(List<Range> ranges) {
      for (Range range : ranges) {
        int topic = partitions.indexOf(range.partition());
        at[topic] = (int) range.from();
        to[topic] = (int) Math.max(range.from(), range.to());
      }
    }

    /** One at a time, so that every place is one where a slice may end. */
    @Override
    public boolean more(Consumer<ConsumerRecord<byte[], byte[]>> out) {
      if (IntStream.range(0, at.length).allMatch(t -> at[t] >= to[t])) {
        return false;
      }
      int topic = earliest(at, to);
      Event e = log.get(topic).get(at[topic]);
      out.accept(
          new ConsumerRecord<>(
              partitions.get(topic).topic(),
              0,
              at[topic]++,
              e.timeMillis(),
              TimestampType.CREATE_TIME,
              0,
              0,
              e.key(),
              e.value(),
              new org.apache.kafka.common.header.internals.RecordHeaders(),
              java.util.Optional.empty()));
      return true;
    }

    @Override
    public void close() {}
  }
}
