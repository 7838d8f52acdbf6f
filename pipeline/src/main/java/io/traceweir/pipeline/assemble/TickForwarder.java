// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.aggregate.PartialRecord;
import io.traceweir.pipeline.emit.DeadLetter;
import io.traceweir.pipeline.emit.OutputRecords;
import io.traceweir.trace.Annotation;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceId;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Sends what a tick produces downstream and into the store of the decision memory. */
final class TickForwarder implements TickWork.Output, Intake.Output {
  private final ProcessorContext<byte[], byte[]> context;
  private final Sinks sinks;
  private final OutputRecords records;
  private final Assembler assembler;
  private final Blocks blocks;
  private final Position position;
  private final long keepMillis;
  private final ArrayDeque<Expired> late = new ArrayDeque<>();
  private long nextNumber;

  /** A block that is not needed any more, since then. */
  private record Expired(long number, long wallMillis) {}

  /** Names of the nodes downstream. */
  record Sinks(String spans, String logs, String decisions, String partials, String deadLetters) {}

  /**
   * @param partition of the log that this task reads
   * @param partitions of the log in all
   * @param partialsPartitions of the partials topic
   */
  record Position(int partition, int partitions, int partialsPartitions) {}

  TickForwarder(
      ProcessorContext<byte[], byte[]> context,
      Sinks sinks,
      OutputRecords records,
      Assembler assembler,
      StoreAt store) {
    this.context = context;
    this.sinks = sinks;
    this.records = records;
    this.assembler = assembler;
    this.blocks = store.memory;
    this.position = store.position;
    this.keepMillis = store.keepMillis;
  }

  /**
   * Where the decision memory is stored and whose it is.
   *
   * @param keepMillis a block that has expired is kept for so long: under at-least-once it is gone
   *     before the offsets are committed that it expired at, and a replay would miss it
   */
  record StoreAt(Blocks memory, Position position, long keepMillis) {}

  void nextNumber(long number) {
    nextNumber = number;
  }

  @Override
  public void keptSpans(Trace trace, Annotation why, byte[] request) {
    kept(Signal.SPANS, trace, why, request, sinks.spans);
  }

  @Override
  public void keptLogs(Trace trace, Annotation why, byte[] request) {
    kept(Signal.LOGS, trace, why, request, sinks.logs);
  }

  private void kept(Signal signal, Trace trace, Annotation why, byte[] request, String sink) {
    var id = new TraceId(trace.idHigh(), trace.idLow());
    records.kept(signal, id, why, request, now()).forEach(record -> forward(record, sink));
  }

  @Override
  public void decisions(byte[] request) {
    forward(records.decisions(request, now()), sinks.decisions);
  }

  @Override
  public void partial(int partition, byte[] deltas) {
    byte[] value = header(false).encode(deltas);
    forward(new Record<>(partialsKey(partition), value, now()), sinks.partials);
  }

  /** Tells every partials partition how far the clock is, or that nothing is to come. */
  void clockToAll(boolean idle) {
    for (int p = 0; p < position.partialsPartitions; p++) {
      forward(new Record<>(partialsKey(p), header(idle).encode(), now()), sinks.partials);
    }
  }

  private PartialRecord header(boolean idle) {
    return new PartialRecord(idle, position.partition, position.partitions, assembler.clock.now());
  }

  private static byte[] partialsKey(int partition) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(partition).array();
  }

  @Override
  public void remember(MemoryBlock block) {
    long number = nextNumber++;
    blocks.put(number, block);
    assembler.memory.load(number, block);
    assembler.memory.expire(block.clock, block.replayFrom.clock()[0], this::forget);
    while (!late.isEmpty() && late.element().wallMillis <= wall() - keepMillis) {
      blocks.delete(late.remove().number);
    }
  }

  private long wall() {
    return context.currentSystemTimeMs();
  }

  /** A block is not needed any more. */
  void forget(long number) {
    late.add(new Expired(number, wall()));
  }

  @Override
  public int logPartition() {
    return position.partition;
  }

  @Override
  public void logsWithoutTrace(byte[] request, long timeMillis) {
    records.logs(request, timeMillis).forEach(record -> forward(record, sinks.logs));
  }

  @Override
  public void deadLetter(DeadLetter letter) {
    forward(records.deadLetter(letter), sinks.deadLetters);
  }

  private long now() {
    return Math.max(0, assembler.clock.now());
  }

  private void forward(Record<byte[], byte[]> record, String sink) {
    context.forward(record, sink);
  }
}
