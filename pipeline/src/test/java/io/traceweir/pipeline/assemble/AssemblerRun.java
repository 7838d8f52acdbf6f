// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.QuickSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An {@link Assembler} fed with fragments of one source; notes what becomes due, and when. */
final class AssemblerRun {
  private static final int BYTES = 100;

  final Assembler assembler;

  /** "trace trigger clock" of everything that was due. */
  final List<String> due = new ArrayList<>();

  private long offset;
  private long number;

  AssemblerRun(PipelineSettings.Traces settings) {
    assembler = new Assembler(settings, new TraceBuffer(), 1, 1);
  }

  /** Waits of 5 s, 1 s after the root, 2 s more for logs alone. */
  static PipelineSettings.Traces settings() {
    return QuickSettings.of("unused", Path.of("unused")).traces();
  }

  static PipelineSettings.Traces withLimits(int spans, long bytes) {
    return with(settings().decisionWaitAfterRoot(), spans, bytes);
  }

  static PipelineSettings.Traces withoutRootTrigger() {
    return with(Duration.ZERO, settings().limitSpans(), settings().limitBytes());
  }

  /** Waits as usual, but only so long for another fragment. */
  static PipelineSettings.Traces withIdleWait(Duration idle) {
    PipelineSettings.Traces s = settings();
    return with(s.decisionWaitAfterRoot(), s.limitSpans(), s.limitBytes(), idle);
  }

  private static PipelineSettings.Traces with(Duration afterRoot, int spans, long bytes) {
    return with(afterRoot, spans, bytes, Duration.ZERO);
  }

  private static PipelineSettings.Traces with(
      Duration afterRoot, int spans, long bytes, Duration idle) {
    PipelineSettings.Traces s = settings();
    return new PipelineSettings.Traces(
        s.decisionWait(),
        afterRoot,
        s.logsOnlyWait(),
        spans,
        bytes,
        s.memoryBytes(),
        s.rememberDecisionsFor(),
        s.rememberDuplicatesFor(),
        s.maxSourceSkew(),
        idle,
        s.afterLimit());
  }

  AssemblerRun spans(long trace, long millis) {
    return take(trace, millis, millis, Signal.SPANS, false, 1);
  }

  AssemblerRun root(long trace, long millis) {
    return take(trace, millis, millis, Signal.SPANS, true, 1);
  }

  AssemblerRun logs(long trace, long millis) {
    return take(trace, millis, millis, Signal.LOGS, false, 1);
  }

  AssemblerRun spans(long trace, long millis, int count) {
    return take(trace, millis, millis, Signal.SPANS, false, count);
  }

  /** A record whose time was clamped. */
  AssemblerRun clamped(long trace, long clampedMillis, long statedMillis) {
    return take(trace, clampedMillis, statedMillis, Signal.SPANS, false, 1);
  }

  private AssemblerRun take(
      long trace, long millis, long stated, Signal signal, boolean root, int items) {
    before(millis);
    var slice = new Assembler.Slice(new byte[BYTES], 0, BYTES);
    assembler.add(
        new Assembler.Arrival(0, offset, millis, stated),
        new Assembler.Part(trace, trace, signal, root, items, slice));
    after();
    return this;
  }

  /** A record that belongs to no trace moves the clock, in steps that are believed. */
  AssemblerRun clock(long millis) {
    long from = Math.max(0, assembler.clock.now());
    for (long t = from + 60_000; t < millis; t += 60_000) {
      before(t);
      after();
    }
    before(millis);
    after();
    return this;
  }

  private void before(long millis) {
    assembler.beforeRecord();
    assembler.clock.observe(0, millis, Long.MAX_VALUE);
    if (assembler.isTickDue()) {
      poll();
    }
  }

  private void after() {
    assembler.afterRecord(0, offset++);
    if (assembler.buffer.hasDueNow()) {
      poll();
    }
  }

  void poll() {
    long tick = assembler.takeTick();
    for (BufferedTrace t = assembler.pollDue(tick); t != null; t = assembler.pollDue(tick)) {
      String why = t.late ? "late" : t.trigger.word();
      due.add(t.idLow + " " + why + " " + assembler.clock.now());
    }
  }

  /** Remembers that this trace was decided here and now. */
  AssemblerRun decided(long trace) {
    var columns = new MemoryBlock.Columns();
    columns.add(trace, trace, new Outcome(true, "rule", 0), new int[0]);
    var header =
        new MemoryBlock.Header(
            assembler.positions(),
            assembler.clock.now(),
            false,
            assembler.replayFrom(),
            new LogIdentity(1, 0));
    assembler.memory.load(number++, new MemoryBlock(header, columns));
    return this;
  }
}
