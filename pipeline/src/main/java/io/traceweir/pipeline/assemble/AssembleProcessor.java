// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.micrometer.core.instrument.Gauge;
import io.traceweir.pipeline.KafkaTools;
import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.emit.OutputRecords;
import io.traceweir.pipeline.recall.Recall;
import io.traceweir.pipeline.split.Silence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Wires the assemble stage of one task: the log moves the clock, a tick leaves before the record
 * that moved it is buffered, and silence, once it is proven, moves the clock too.
 */
public final class AssembleProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  /**
   * The log is read again for so long at a time; then the thread polls, and its other tasks run.
   */
  private static final long SLICE_NANOS = Duration.ofMillis(100).toNanos();

  private static final Duration NEXT_SLICE = Duration.ofMillis(1);

  private final Topics log;
  private final Names names;
  private final Parts parts;
  private final PipelineSettings settings;
  private final List<Gauge> gauges = new ArrayList<>();
  private @Nullable Task task;
  private @Nullable Cancellable punctuator;

  /**
   * The log: topics whose partitions with the task's number are read together.
   *
   * @param topics one fragments topic, or the input topics, spans first
   * @param partitions of each of them
   * @param partialsPartitions of the partials topic
   * @param sources that move the clock of a partition
   */
  public record Topics(List<String> topics, int partitions, int partialsPartitions, int sources) {
    public Topics {
      topics = List.copyOf(topics);
    }

    LogIdentity identity(LogReader reader, PipelineSettings settings) {
      return LogIdentity.of(partitions, topics)
          .with(
              topics.stream().map(reader::topicId).toList(),
              partialsPartitions,
              Waits.of(settings.traces()));
    }
  }

  /** Names of the stores and of the nodes downstream. */
  public record Names(
      String buffer,
      String memory,
      String spans,
      String logs,
      String decisions,
      String partials,
      String deadLetters) {}

  /** What a task is made of, besides its stores. */
  public record Parts(
      Function<ProcessorContext<byte[], byte[]>, LogReader> logReaders,
      Deciding deciding,
      OutputRecords records,
      Silence silence,
      MemoryBudget budget,
      PipelineMeters meters,
      Recall recall,
      HeldPartitions held) {}

  public AssembleProcessor(PipelineSettings settings, Topics log, Names names, Parts parts) {
    this.settings = settings;
    this.log = log;
    this.names = names;
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    close();
    TraceBufferStore buffer = context.getStateStore(names.buffer);
    KeyValueStore<Bytes, byte[]> memory = context.getStateStore(names.memory);
    buffer.buffer().clear(); // a task that is resumed keeps its stores open
    var assembler =
        new Assembler(settings.traces(), buffer.buffer(), log.topics.size(), log.sources);
    LogReader reader = parts.logReaders.apply(context);
    try {
      Task fresh = new Task(context, assembler, memory, reader);
      task = fresh;
      fresh.begin(memory);
      register(context.taskId().toString(), assembler, fresh.work);
    } catch (RuntimeException e) {
      end(reader::close, e);
      end(this::close, e); // Kafka Streams may try again, or may not
      throw e;
    }
  }

  private static void end(Runnable what, RuntimeException because) {
    try {
      what.run();
    } catch (RuntimeException e) {
      because.addSuppressed(e);
    }
  }

  /** What is punctuated changes once, when the log has been read. */
  private void punctuate(
      ProcessorContext<byte[], byte[]> context, Duration every, Punctuator what) {
    cancel();
    punctuator = context.schedule(every, PunctuationType.WALL_CLOCK_TIME, what);
  }

  private void cancel() {
    if (punctuator != null) {
      punctuator.cancel(); // Kafka Streams keeps it when it suspends a task
      punctuator = null;
    }
  }

  private void register(String id, Assembler assembler, TickWork work) {
    PipelineMeters m = parts.meters;
    gauges.add(m.gauge("traceweir.buffer.traces", id, assembler, a -> a.buffer.size()));
    gauges.add(m.gauge("traceweir.buffer.bytes", id, assembler, a -> a.buffer.heapBytes()));
    gauges.add(
        m.gauge("traceweir.buffer.oldest.seconds", id, assembler, a -> a.oldestAgeMillis() / 1e3));
    gauges.add(m.gauge("traceweir.memory.decisions", id, assembler, a -> a.memory.size()));
    gauges.add(m.gauge("traceweir.memory.bytes", id, assembler, a -> a.memory.heapBytes()));
    gauges.add(
        m.gauge(
            "traceweir.clock.seconds",
            id,
            assembler,
            a -> a.clock.now() == SourceClock.UNSET ? Double.NaN : a.clock.now() / 1e3));
    gauges.add(m.gauge("traceweir.upgrades.pending", id, work, TickWork::pendingUpgrades));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Objects.requireNonNull(task).process(record);
  }

  @Override
  public void close() {
    gauges.forEach(parts.meters::remove);
    gauges.clear();
    cancel();
    if (task != null) {
      Task ended = task;
      task = null;
      ended.release();
    }
  }

  /** From one {@code init} to the next {@code close}. */
  private final class Task {
    private final ProcessorContext<byte[], byte[]> context;
    private final Assembler assembler;
    private final Intake intake;
    private final TickWork work;
    private final TickForwarder out;
    private final MetricsClock metricsClock;
    private final List<TopicPartition> partitions;
    private final TaskMemory memory;
    private final SilenceWatch silence;
    private final LogReader reader;
    private final LogIdentity identity;
    private @Nullable Replay replay;

    Task(
        ProcessorContext<byte[], byte[]> context,
        Assembler assembler,
        KeyValueStore<Bytes, byte[]> store,
        LogReader reader) {
      this.context = context;
      this.assembler = assembler;
      this.reader = reader;
      int partition = context.taskId().partition();
      partitions = log.topics.stream().map(t -> new TopicPartition(t, partition)).toList();
      intake = parts.deciding.intake(context::currentSystemTimeMs);
      identity = log.identity(reader, settings);
      work = parts.deciding.tickWork(assembler, identity, partitions, parts.recall);
      var sinks =
          new TickForwarder.Sinks(
              names.spans, names.logs, names.decisions, names.partials, names.deadLetters);
      var position = new TickForwarder.Position(partition, log.partitions, log.partialsPartitions);
      out =
          new TickForwarder(
              context,
              sinks,
              parts.records,
              assembler,
              new TickForwarder.StoreAt(parts.deciding.blocks(store), position, keepMillis()));
      memory = new TaskMemory(assembler, parts.budget, parts.meters, out::forget);
      metricsClock = new MetricsClock(settings.metrics().interval().toMillis());
      silence = new SilenceWatch(parts.silence, partitions, assembler.clock);
    }

    /** Several commits at least; nothing under exactly-once, where blocks and offsets are one. */
    private long keepMillis() {
      boolean exact = settings.kafka().guarantee() == PipelineSettings.Guarantee.EXACTLY_ONCE;
      return exact ? 0 : 60_000 + 3 * settings.kafka().commitInterval().toMillis();
    }

    /** Most of the time there is little to read again; else the rest follows in slices. */
    void begin(KeyValueStore<Bytes, byte[]> store) {
      var kafka = settings.kafka();
      var expectations =
          new Restore.Expectations(
              identity,
              kafka.guarantee(),
              parts.meters,
              parts.budget.decisionsToLoad(log.partitions),
              intake::isCurrent,
              new Refusals(new KafkaTools(kafka)));
      var restore = new Restore(assembler, store, reader, partitions, expectations);
      replay = restore.begin(this::readAgain);
      out.nextNumber(restore.nextNumber());
      restore.forgotten().forEach(out::forgetWithNext);
      readOn(SLICE_NANOS);
      if (replay != null) {
        parts.held.hold(partitions, this);
        punctuate(context, NEXT_SLICE, wallMillis -> readOn(SLICE_NANOS));
      }
    }

    private void readOn(long nanos) {
      boolean done = replay == null || replay.runFor(nanos);
      memory.account();
      if (done && replay != null) {
        replay = null;
        live();
      }
    }

    private void live() {
      parts.held.release(partitions, this); // first, as nothing else would do it
      reader.close();
      silence.start(context.currentSystemTimeMs());
      work.resume();
      if (assembler.clock.now() != SourceClock.UNSET) {
        metricsClock.counted(
            assembler.clock.now()); // perhaps: what was counted before is not known
      }
      punctuate(context, SilenceWatch.EVERY, this::lookForSilence);
    }

    private void readAgain(ConsumerRecord<byte[], byte[]> r) {
      var bytes = new Intake.Bytes(r.key(), r.value());
      take(
          new Intake.LogEntry(
              log.topics.indexOf(r.topic()),
              r.topic(),
              r.partition(),
              r.offset(),
              r.timestamp(),
              bytes),
          null);
    }

    /**
     * While the log is read again, what is new waits in Kafka. Should a record come all the same,
     * what is left is read at once: nothing has to wait on the heap, and nothing comes out of turn.
     */
    void process(Record<byte[], byte[]> record) {
      if (replay != null) {
        readOn(Long.MAX_VALUE);
      }
      RecordMetadata at = context.recordMetadata().orElseThrow();
      int topic = log.topics.indexOf(at.topic());
      if (at.offset() < assembler.position(topic)) {
        return; // Kafka Streams gives a record again after a timeout under at-least-once
      }
      silence.record(topic, context.currentSystemTimeMs());
      take(
          new Intake.LogEntry(
              topic,
              at.topic(),
              at.partition(),
              at.offset(),
              record.timestamp(),
              Intake.Bytes.of(record)),
          out);
      memory.makeRoom();
      if (assembler.buffer.hasDueNow()) {
        tick(false);
      }
    }

    private void take(Intake.LogEntry entry, @Nullable TickForwarder live) {
      if (live != null && intake.looksAtWall(assembler, entry)) {
        work.mark(live);
      }
      assembler.beforeRecord();
      intake.observe(assembler, entry);
      if (live != null && assembler.isTickDue()) {
        tick(false);
      }
      intake.add(assembler, entry, live);
      assembler.afterRecord(entry.topic(), entry.offset());
    }

    private void tick(boolean silent) {
      boolean counted = work.run(silent, out);
      long now = assembler.clock.now();
      if (metricsClock.isNewInterval(now)) {
        out.clockToAll(false);
      }
      if (counted) {
        metricsClock.counted(now);
      }
      memory.account();
      memory.forget();
    }

    /** All of it, whatever fails. */
    void release() {
      parts.held.release(partitions, this);
      try {
        memory.release();
      } finally {
        try {
          work.close();
        } finally {
          closeReader();
        }
      }
    }

    private void closeReader() {
      if (replay != null) {
        replay = null;
        reader.close();
      }
    }

    /** What was read back does not wait for the clock. */
    private void bringBack() {
      work.askAgain();
      if (work.hasRecalled() && assembler.clock.now() != SourceClock.UNSET) {
        tick(false);
      }
    }

    /** Nothing came for a while: proven silence moves the clock, so that the last are decided. */
    private void lookForSilence(long wallMillis) {
      bringBack();
      if (!silence.isPause(wallMillis)) {
        silence.releaseClock(wallMillis);
        return;
      }
      boolean waiting = !assembler.buffer.isEmpty() || metricsClock.isOpen(assembler.clock.now());
      if (!waiting && metricsClock.saidIdle()) {
        return;
      }
      long silentFor = silence.silentFor();
      if (silentFor == 0) {
        silence.releaseClock(wallMillis); // records come, though seldom: not all is silent
      } else if (!waiting) {
        metricsClock.sayIdle();
        out.clockToAll(true);
      } else if (silence.moveClock(silentFor)) {
        tick(true);
      }
    }
  }
}
