// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.recall.FakeRecall;
import io.traceweir.pipeline.split.InputProgress;
import io.traceweir.pipeline.split.Sources;
import io.traceweir.trace.Annotation;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.Trace;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * One assemble task with transactions: what happened since the last commit can be lost, as in a
 * crash, and the task is then restored from blocks and log as the real one is.
 */
final class RecallingTask {
  private static final TopicPartition LOG = new TopicPartition("fragments", 0);
  private static final Uuid TOPIC_ID = new Uuid(7, 7);

  private final PipelineSettings settings;
  private final int sources;
  private final LogIdentity identity;
  private final List<Entry> log = new ArrayList<>();
  private final PipelineMeters meters = new PipelineMeters(new SimpleMeterRegistry());
  private final Deciding deciding;
  private final Map<Bytes, byte[]> committedBlocks = new TreeMap<>();
  private final List<String> committedOutputs = new ArrayList<>();
  private int committedOffset;

  private KeyValueStore<Bytes, byte[]> store;
  private Assembler assembler;
  private Intake intake;
  private FakeRecall recall;
  private TickWork work;
  private Outputs outputs;
  private int next;
  private int answerEveryTicks = 1;

  /** A record of the log. */
  record Entry(byte @Nullable [] key, byte[] value) {}

  RecallingTask(PipelineSettings settings, int sources) {
    this.settings = settings;
    this.sources = sources;
    identity =
        LogIdentity.of(1, List.of(LOG.topic()))
            .with(List.of(TOPIC_ID), 2, Waits.of(settings.traces()));
    deciding =
        new Deciding(
            settings,
            new InputProgress(
                new Sources(settings, Map.of(settings.inputTopics().get(0), sources)),
                settings.traces().maxSourceSkew(),
                () -> Instant.EPOCH),
            new ResourceCache(),
            meters,
            new Deciding.Sizes(1 << 20, 2));
    restart();
  }

  void append(byte @Nullable [] key, byte[] value) {
    log.add(new Entry(key, value));
  }

  /** Processes the next record of the log. */
  void step() {
    take(next, outputs);
    next++;
  }

  private void take(int offset, @Nullable Outputs live) {
    Entry e = log.get(offset);
    var entry = new Intake.LogEntry(0, LOG.topic(), 0, offset, 0, new Intake.Bytes(e.key, e.value));
    assembler.beforeRecord();
    intake.observe(assembler, entry);
    if (live != null && assembler.isTickDue()) {
      run(false);
    }
    intake.add(assembler, entry, live);
    assembler.afterRecord(0, offset);
    if (live != null && assembler.buffer.hasDueNow()) {
      run(false);
    }
  }

  private void run(boolean silent) {
    answer();
    work.run(silent, outputs);
  }

  /** Answers come at the same clock, whether or not a crash made the question be asked again. */
  private void answer() {
    if (Math.floorMod(assembler.clock.now() / Assembler.TICK_MILLIS, answerEveryTicks) == 0) {
      recall.answer(this::record);
    }
  }

  private ConsumerRecord<byte[], byte[]> record(int topic, long offset) {
    Entry e = log.get((int) offset);
    return new ConsumerRecord<>(LOG.topic(), 0, offset, e.key, e.value);
  }

  /** Traces that are read back wait for a tick whose number can be divided by this. */
  void answerEveryTicks(int ticks) {
    answerEveryTicks = ticks;
  }

  /** The wall clock looks whether something was read back. */
  void look() {
    work.askAgain();
    if (assembler.clock.now() != SourceClock.UNSET) {
      answer();
      if (work.hasRecalled()) {
        work.run(false, outputs);
      }
    }
  }

  /** Silence was proven for this long. */
  void silence(long millis) {
    assembler.clock.allSilent(Long.MAX_VALUE);
    if (assembler.clock.now() != SourceClock.UNSET) {
      assembler.clock.raiseTo(assembler.clock.now() + millis);
      run(true);
    }
  }

  /** Memory is short: so many traces are decided now, and all is forgotten that can be. */
  void squeeze(int traces) {
    assembler.evict(Long.MAX_VALUE, traces);
    if (assembler.buffer.hasDueNow()) {
      work.run(false, outputs);
    }
    assembler.memory.forgetFingerprints(Long.MAX_VALUE);
    if (!assembler.buffer.hasLate()) {
      assembler.memory.forgetDecisions(Long.MAX_VALUE, outputs::forget);
    }
  }

  void commit() {
    committedOffset = next;
    committedOutputs.addAll(outputs.lines);
    outputs.lines.clear();
    committedBlocks.clear();
    try (var all = store.all()) {
      all.forEachRemaining(e -> committedBlocks.put(e.key, e.value));
    }
  }

  void crash() {
    restart();
  }

  private void restart() {
    recall = FakeRecall.of(settings, meters);
    store = Stores.inMemoryKeyValueStore("memory").get();
    committedBlocks.forEach(store::put);
    assembler = new Assembler(settings.traces(), new TraceBuffer(), 1, sources);
    intake = deciding.intake(() -> Long.MAX_VALUE / 2);
    work = deciding.tickWork(assembler, identity, List.of(LOG), recall);
    outputs = new Outputs();
    next = committedOffset;
    var expectations =
        new Restore.Expectations(
            identity,
            settings.kafka().guarantee(),
            meters,
            intake::isCurrent,
            new Refusals("kafka:9092", "traceweir"));
    var restore = new Restore(assembler, store, new ListReader(), List.of(LOG), expectations);
    Replay replay = restore.begin(r -> take((int) r.offset(), null));
    outputs.nextNumber = restore.nextNumber();
    replay.runFor(Long.MAX_VALUE);
    work.resume();
  }

  int waiting() {
    return assembler.buffer.size();
  }

  /** Everything that was committed, a line each. */
  List<String> committed() {
    return committedOutputs;
  }

  private final class Outputs implements TickWork.Output, Intake.Output {
    final List<String> lines = new ArrayList<>();
    long nextNumber;

    @Override
    public void keptSpans(Trace trace, Annotation why, byte[] request) {
      lines.add("spans " + trace.idHex() + " " + why.trigger() + " " + spanNames(trace));
      lines.add("as " + java.util.Arrays.hashCode(request) + ", cut " + why.cutSpans());
    }

    private static String spanNames(Trace trace) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < trace.spanCount(); i++) {
        names.add(trace.span(i).name());
      }
      return names.toString();
    }

    @Override
    public void keptLogs(Trace trace, Annotation why, byte[] request) {
      lines.add("logs " + trace.idHex() + " " + trace.logCount());
    }

    @Override
    public void decisions(byte[] request) {
      try {
        ExportLogsServiceRequest.parseFrom(request).getResourceLogsList().stream()
            .flatMap(r -> r.getScopeLogsList().stream())
            .flatMap(scope -> scope.getLogRecordsList().stream())
            .forEach(event -> lines.add(event.getEventName() + " " + event.hashCode()));
      } catch (InvalidProtocolBufferException e) {
        throw new UncheckedIOException(e);
      }
      Decided.traces(request).forEach(trace -> lines.add("decided " + trace));
    }

    @Override
    public void partial(int partition, byte[] deltas) {
      lines.add("partial " + partition + " " + java.util.Arrays.hashCode(deltas));
    }

    @Override
    public void remember(MemoryBlock block) {
      long number = nextNumber++;
      store.put(key(number), BlockFormat.encode(block));
      assembler.memory.load(number, block);
      assembler.memory.expire(
          block.clock, block.replayFrom.clock()[0], expired -> store.delete(key(expired)));
    }

    /** Notes the traces of which nothing is known any more. */
    void forget(long number) {
      MemoryBlock block = BlockFormat.decode(store.delete(key(number)));
      for (int i = 0; i < block.size(); i++) {
        long high = block.ids[2 * i];
        long low = block.ids[2 * i + 1];
        if (assembler.memory.findEvenExpired(high, low) == DecisionMemory.UNKNOWN) {
          lines.add("forgot " + new io.traceweir.trace.TraceId(high, low).hex());
        }
      }
    }

    private static Bytes key(long number) {
      return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    @Override
    public int logPartition() {
      return 0;
    }

    @Override
    public void logsWithoutTrace(byte[] request, long timeMillis) {
      lines.add("logs without trace");
    }

    @Override
    public void deadLetter(io.traceweir.pipeline.emit.DeadLetter letter) {
      lines.add("dead letter");
    }
  }

  private final class ListReader implements LogReader {
    private long at;
    private long to;

    @Override
    public Committed committed(TopicPartition partition) {
      return new Committed(committedOffset, committedOffset > 0 ? Origin.PROCESSED : Origin.FIRST);
    }

    @Override
    public long beginning(TopicPartition partition) {
      return 0;
    }

    @Override
    public long end(TopicPartition partition) {
      return log.size();
    }

    @Override
    public Uuid topicId(String topic) {
      return TOPIC_ID;
    }

    @Override
    public void begin(List<Range> ranges) {
      for (Range range : ranges) {
        at = range.from();
        to = range.to();
      }
    }

    @Override
    public boolean more(Consumer<ConsumerRecord<byte[], byte[]>> out) {
      if (at >= to) {
        return false;
      }
      out.accept(record(0, at++));
      return true;
    }

    @Override
    public void close() {}
  }
}
