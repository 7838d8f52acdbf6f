// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.decide.Decision;
import io.traceweir.pipeline.decide.DecisionsWriter;
import io.traceweir.rules.Decider;
import io.traceweir.rules.Ruling;
import io.traceweir.series.TickMetrics;
import io.traceweir.trace.Annotation;
import io.traceweir.trace.Selection;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceReader;
import io.traceweir.trace.TraceWriter;
import io.traceweir.trace.Written;

/**
 * Everything that leaves the assemble stage, one tick at a time: due traces are read once, decided
 * and counted; kept ones are written; late fragments follow the decision of their trace; and what
 * was decided is remembered. Nothing of a tick is visible without the rest, because it leaves in
 * one transaction.
 */
final class TickWork {
  /** A block is closed before it grows beyond this. */
  private static final int MAX_BLOCK_BYTES = 512 * 1024;

  /** Data time after which a block without decisions moves the start of a replay forward. */
  private static final long BLOCK_AT_LEAST_EVERY_MILLIS = 1000;

  private final Assembler assembler;
  private final TaskRules rules;
  private final LogIdentity log;
  private final int maxRecordBytes;
  private final int maxBlockBytes;
  private final int mostFingerprints;
  private final MemoryBlock.Columns columns = new MemoryBlock.Columns();
  private final Fingerprints seen = new Fingerprints();
  private final UpgradeWork upgrading;
  private final Fingerprints here = new Fingerprints();
  private Parts parts;
  private long lastBlockMillis = SourceClock.UNSET;
  private long spansWithoutService;
  private long unpairedServers;
  private long cappedSpans;
  private long decidedAgain;

  TickWork(
      Assembler assembler,
      TaskRules rules,
      LogIdentity log,
      int maxRecordBytes,
      UpgradeWork.Asking upgrades) {
    this.assembler = assembler;
    this.rules = rules;
    this.parts = rules.parts();
    this.log = log;
    this.upgrading = new UpgradeWork(assembler, parts, upgrades, columns, this::writeBack);
    this.maxRecordBytes = maxRecordBytes;
    this.maxBlockBytes = Math.min(MAX_BLOCK_BYTES, maxRecordBytes / 2);
    this.mostFingerprints = Math.min(Fingerprints.MOST_REMEMBERED, maxRecordBytes / 16);
  }

  /** The pieces that read, decide, count and write a trace. */
  record Parts(
      TraceReader reader,
      Decider rules,
      ShadowWork shadows,
      TraceWriter writer,
      TickMetrics metrics,
      DecisionsWriter decisions,
      Annotation.Where annotate,
      Beyond beyond,
      PipelineMeters meters) {}

  /** Where a tick's outputs go. */
  interface Output {
    void keptSpans(Trace trace, Annotation why, byte[] request);

    void keptLogs(Trace trace, Annotation why, byte[] request);

    void decisions(byte[] request);

    void partial(int partition, byte[] deltas);

    void remember(MemoryBlock block);

    /** Partition of the log, for the address of a trace's bytes. */
    int logPartition();
  }

  /**
   * Decides what is due.
   *
   * @param silent proven silence moved the clock: that is written down even when nothing was
   *     decided
   * @return whether something was added to series
   */
  boolean run(boolean silent, Output out) {
    takeNewRules();
    long tick = assembler.takeTick();
    upgrading.finish(out, () -> closeFullBlock(silent, out));
    for (BufferedTrace t = assembler.pollDue(tick); t != null; t = assembler.pollDue(tick)) {
      if (t.late) {
        follow(t, out);
      } else {
        decide(t, out);
      }
      closeFullBlock(silent, out);
    }
    upgrading.send();
    parts.decisions.flush(out::decisions);
    boolean counted = !parts.metrics.isEmpty();
    uncounted();
    if (counted) {
      parts.metrics.drain((deltas, partition) -> out.partial(partition, deltas));
    }
    long now = assembler.clock.now();
    if (silent || isBlockOverdue(now) || !columns.isEmpty()) {
      remember(silent, out);
    }
    return counted;
  }

  /** Between two ticks nothing is left in what reads, counts and writes. */
  private void takeNewRules() {
    if (rules.exchange()) {
      parts = rules.parts();
      spansWithoutService = 0;
      unpairedServers = 0;
      cappedSpans = 0;
      upgrading.use(parts);
    }
  }

  /** Writes down what changed besides decisions, before the next record is taken. */
  void mark(Output out) {
    remember(false, out);
  }

  private void closeFullBlock(boolean silent, Output out) {
    if (columns.bytes() > maxBlockBytes) {
      remember(silent, out);
    }
  }

  /** The counts of the metrics only grow; meters take what is new. */
  private void uncounted() {
    parts.meters.withoutService(parts.metrics.spansWithoutService() - spansWithoutService);
    spansWithoutService = parts.metrics.spansWithoutService();
    parts.meters.unpaired(parts.metrics.unpairedServers() - unpairedServers);
    unpairedServers = parts.metrics.unpairedServers();
    parts.meters.capped(parts.metrics.cappedSpans() - cappedSpans);
    cappedSpans = parts.metrics.cappedSpans();
    parts.meters.decidedAgain(assembler.decidedAgain() - decidedAgain);
    decidedAgain = assembler.decidedAgain();
  }

  /** The first tick leaves a block, so that an empty memory means that nothing was processed. */
  private boolean isBlockOverdue(long now) {
    return lastBlockMillis == SourceClock.UNSET
        || now >= lastBlockMillis + BLOCK_AT_LEAST_EVERY_MILLIS;
  }

  private void remember(boolean silent, Output out) {
    long now = assembler.clock.now();
    var header =
        new MemoryBlock.Header(
            assembler.positions(), now, silent, assembler.replayFrom(), log, assembler.marks());
    out.remember(new MemoryBlock(header, columns));
    columns.clear();
    lastBlockMillis = now;
  }

  private void decide(BufferedTrace waiting, Output out) {
    seen.clear();
    waiting.readWith(parts.reader, seen::add, null);
    Trace trace = parts.reader.finish();
    rememberSpans(trace);
    long dueMillis = assembler.dueMillis(waiting);
    Ruling ruling = parts.rules.decide(trace, dueMillis);
    boolean kept = ruling.keeps(trace.randomness());
    boolean limited = waiting.trigger.isLimit();
    Selection written = kept && limited ? parts.beyond.atDecision(trace) : Selection.all(trace);
    int cut = trace.spanCount() - written.spanCount();
    long told = limited ? cut : Outcome.NOT_LIMITED;
    var outcome = new Outcome(kept, ruling.rule().name(), ruling.threshold(), told);
    String trigger = waiting.trigger.word();
    boolean fitted = kept && write(trace, written, annotation(outcome, trigger), out) > 0;
    var decision =
        new Decision(
            kept,
            ruling,
            trigger,
            assembler.clock.now(),
            address(waiting, out),
            waiting.payloadBytes,
            cut,
            fitted,
            assembler.isPerhapsCut(waiting),
            parts.shadows.of(trace, ruling, dueMillis));
    parts.metrics.add(trace);
    parts.decisions.add(trace, decision, out::decisions);
    upgrading.decided(waiting);
    columns.add(
        waiting.idHigh,
        waiting.idLow,
        outcome,
        seen.newest(mostFingerprints),
        kept ? null : upgrading.dropped(waiting));
    count(trace, decision);
  }

  private void rememberSpans(Trace trace) {
    for (int i = 0; i < trace.spanCount(); i++) {
      seen.add(trace.span(i).fingerprint());
    }
  }

  private static String address(BufferedTrace waiting, Output out) {
    return out.logPartition() + ":" + waiting.firstOffset + "-" + waiting.lastOffset;
  }

  private Annotation annotation(Outcome outcome, String trigger) {
    long cut = Math.max(0, outcome.cutSpans());
    return new Annotation(outcome.rule(), trigger, outcome.threshold(), parts.annotate, cut);
  }

  /** Returns how many items had to be cut. */
  private int write(Trace trace, Selection written, Annotation why, Output out) {
    Written spans =
        parts.writer.spans(
            trace, written, why, maxRecordBytes, bytes -> out.keptSpans(trace, why, bytes));
    count(spans);
    Written logs =
        parts.writer.logs(trace, written, maxRecordBytes, bytes -> out.keptLogs(trace, why, bytes));
    count(logs);
    parts.meters.beyondLimit("spans", trace.spanCount() - written.spanCount());
    parts.meters.beyondLimit("logs", trace.logCount() - written.logCount());
    return spans.cut() + logs.cut();
  }

  private void writeBack(Trace trace, Selection written, Annotation why, Output out) {
    int unused = write(trace, written, why, out);
  }

  private void count(Written written) {
    parts.meters.cut(written.cut());
    parts.meters.mended(written.mended());
    parts.meters.unmarked(written.unmarked());
  }

  private void count(Trace trace, Decision d) {
    parts.meters.decided(d, trace.spanCount(), trace.logCount());
    parts.meters.duplicates("before_decision", trace.duplicates());
    parts.meters.unreadable(trace.unreadable());
  }

  /** Late fragments: what was not seen before goes where its trace went. */
  private void follow(BufferedTrace waiting, Output out) {
    long known = assembler.memory.findEvenExpired(waiting.idHigh, waiting.idLow);
    if (known == DecisionMemory.UNKNOWN) {
      throw new IllegalStateException("the decision of a late fragment is not remembered");
    }
    Outcome outcome = assembler.memory.outcome(known);
    Trace trace = readLate(waiting, known);
    parts.meters.duplicates("after_decision", trace.duplicates());
    boolean isNew = trace.spanCount() + trace.logCount() > 0;
    if (isNew) {
      parts.metrics.addLate(trace);
      outcome = writeLate(trace, outcome, out);
    }
    Trail trail = outcome.kept() ? null : upgrading.late(waiting, isNew ? trace : null, known);
    // Duplicates too: read again later, they might not be recognised any more.
    columns.add(waiting.idHigh, waiting.idLow, outcome, here.newest(mostFingerprints), trail);
  }

  /**
   * Leaves in {@code here} what these fragments hold, new or not. What was known when the first of
   * them came counts: the clock may have gone far between that and the tick.
   */
  private Trace readLate(BufferedTrace waiting, long known) {
    seen.clear();
    here.clear();
    assembler.memory.fingerprintsInto(known, waiting.beganMillis, seen);
    waiting.readWith(
        parts.reader,
        print -> here.add(print) && !seen.contains(print),
        print -> {
          here.add(print);
          return !seen.contains(print);
        });
    return parts.reader.finish();
  }

  private Outcome writeLate(Trace trace, Outcome outcome, Output out) {
    Selection written = outcome.kept() ? selectLate(trace, outcome) : Selection.none(trace);
    int cutSpans = trace.spanCount() - written.spanCount();
    parts.meters.late(true, written.spanCount(), written.logCount());
    parts.meters.late(false, cutSpans, trace.logCount() - written.logCount());
    if (!outcome.kept()) {
      return outcome;
    }
    Outcome after = outcome.isLimited() ? outcome.withMoreCut(cutSpans) : outcome;
    int unused = write(trace, written, annotation(after, "late"), out);
    return after;
  }

  private Selection selectLate(Trace trace, Outcome outcome) {
    return outcome.isLimited() ? parts.beyond.later(trace) : Selection.all(trace);
  }

  /** After a restart: asks again for what was asked for. */
  void resume() {
    upgrading.resume();
  }

  /** Traces that were read back wait for a tick. */
  boolean hasRecalled() {
    return upgrading.hasAnswers();
  }

  /** Sends what found no room before. */
  void askAgain() {
    upgrading.send();
  }

  /** How many traces are being read back. */
  int pendingUpgrades() {
    return upgrading.pending();
  }

  /** The task goes away. */
  void close() {
    upgrading.close();
  }
}
