// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.pipeline.decide.Upgrade;
import io.traceweir.pipeline.decide.UpgradeResult;
import io.traceweir.pipeline.recall.Address;
import io.traceweir.pipeline.recall.Recalled;
import io.traceweir.rules.LateRules;
import io.traceweir.rules.Ruling;
import io.traceweir.trace.Annotation;
import io.traceweir.trace.Selection;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a tick does about dropped traces that come back: the whole trace, as it was read back, is
 * asked about by the rules again and written when the rule that takes it says so. Its spans were
 * counted when they came; nothing is counted again, and there is no second decision, but an event.
 */
final class UpgradeWork {
  /** Leaves the trace state alone: what came back by chance stands for no others. */
  private static final long NO_THRESHOLD = -1;

  private static final int[] NO_PRINTS = {};
  private static final String TRIGGER = "upgraded";
  private static final TickStart NOWHERE = new TickStart(new long[0], new long[0]);

  private final Assembler assembler;
  private final Upgrades upgrades;
  private final List<String> topics;
  private final MemoryBlock.Columns columns;
  private final Help help;
  private final Fingerprints seen = new Fingerprints();
  private TickWork.Parts parts;

  /**
   * @param columns of the block that remembers this tick
   */
  UpgradeWork(
      Assembler assembler,
      TickWork.Parts parts,
      Asking asking,
      MemoryBlock.Columns columns,
      Help help) {
    this.assembler = assembler;
    this.parts = parts;
    this.upgrades = asking.upgrades;
    this.topics = asking.topics;
    this.columns = columns;
    this.help = help;
  }

  /** Other rules decide from now on, also about what was asked for by those before. */
  void use(TickWork.Parts other) {
    parts = other;
    upgrades.use(other.rules().late());
  }

  /** What is asked for, and the topics of the log in their order. */
  record Asking(Upgrades upgrades, List<String> topics) {
    Asking {
      topics = List.copyOf(topics);
    }
  }

  /** What the tick knows to do. */
  interface Help {
    void write(Trace trace, Selection written, Annotation why, TickWork.Output out);
  }

  /** How a trace that is dropped now can be brought back; null when no rule does that. */
  @Nullable Trail dropped(BufferedTrace waiting) {
    if (upgrades.isOff()) {
      return null;
    }
    Address address = waiting.addTo(Address.nowhere(topics.size()));
    return Trail.dropped(assembler.clock.now(), address);
  }

  /** A trace was decided. */
  void decided(BufferedTrace waiting) {
    if (upgrades.size() > 0) {
      upgrades.forget(new TraceId(waiting.idHigh, waiting.idLow));
    }
  }

  /**
   * Late fragments of a dropped trace.
   *
   * @param part null when there is nothing new in them
   */
  @Nullable Trail late(BufferedTrace waiting, @Nullable Trace part, long ref) {
    if (upgrades.isOff()) {
      return null;
    }
    Trail known = assembler.memory.trail(ref);
    if (part == null) {
      return known == null ? null : upgrades.carry(waiting, known);
    }
    return upgrades.consider(part, waiting, known, assembler.memory.outcome(ref).rule());
  }

  /**
   * Brings back what was read back since the last tick. To be called first in a tick, when all that
   * was written down before is in the memory.
   *
   * @param after runs after each
   */
  void finish(TickWork.Output out, Runnable after) {
    for (Upgrades.Answer a = upgrades.next(); a != null; a = upgrades.next()) {
      finish(a, out);
      after.run();
    }
    for (Upgrades.Pending p : upgrades.fading()) {
      long ref = assembler.memory.findEvenExpired(p.id.high(), p.id.low());
      if (ref == DecisionMemory.UNKNOWN) {
        upgrades.forget(p.id);
      } else {
        remember(p.id, assembler.memory.outcome(ref), p.trail.carried());
        after.run();
      }
    }
  }

  private void finish(Upgrades.Answer answer, TickWork.Output out) {
    Upgrades.Pending p = answer.pending();
    long ref = assembler.memory.findEvenExpired(p.id.high(), p.id.low());
    if (ref == DecisionMemory.UNKNOWN) {
      parts.meters().upgrade(UpgradeResult.FORGOTTEN.word());
      return; // the clock jumped so far that not even what is pending was written down in time
    }
    Outcome before = assembler.memory.outcome(ref);
    Recalled.Failure failure = answer.recalled().failure();
    if (failure != null) {
      parts
          .decisions()
          .add(p.id, failure.word(), event(p, before, asked(p).rule()), out::decisions);
      parts.meters().upgrade(failure.word());
      boolean mayComeAgain = failure == Recalled.Failure.READ_ERROR;
      remember(p.id, before, mayComeAgain ? p.trail.unasked() : p.trail.forLost());
      return;
    }
    Trace whole = read(answer.recalled());
    Ruling ruling = parts.rules().decideAgain(whole, assembler.clock.now());
    if (LateRules.bringsBack(ruling, whole, before.rule())) {
      String rule = ruling.rule().name();
      Selection written =
          before.isLimited() ? parts.beyond().atDecision(whole) : Selection.all(whole);
      int cut = whole.spanCount() - written.spanCount();
      var back = new Upgrade.Whole(whole, answer.recalled().bytes(), before.isLimited(), cut);
      bringBack(back, written, event(p, before, rule), out);
      long cutSoFar = before.isLimited() ? cut : Outcome.NOT_LIMITED;
      remember(p.id, new Outcome(true, rule, NO_THRESHOLD, cutSoFar), null);
    } else {
      parts.meters().upgrade(UpgradeResult.DECLINED.word());
      remember(p.id, before, p.trail.unasked());
    }
  }

  private Trace read(Recalled recalled) {
    var all = new BufferedTrace(recalled.id().high(), recalled.id().low(), NOWHERE);
    for (Recalled.Part part : recalled.parts()) {
      all.append(part.signal(), part.array(), part.offset(), part.length());
    }
    seen.clear();
    all.readWith(parts.reader(), seen::add, null);
    return parts.reader().finish();
  }

  private void bringBack(
      Upgrade.Whole back, Selection written, Upgrade event, TickWork.Output out) {
    Trace whole = back.trace();
    parts.decisions().add(back, event, out::decisions);
    var why =
        new Annotation(event.rule(), TRIGGER, NO_THRESHOLD, parts.annotate(), back.cutSpans());
    help.write(whole, written, why, out);
    parts.meters().upgrade(UpgradeResult.UPGRADED.word());
    parts.meters().upgraded(whole.spanCount(), whole.logCount());
  }

  private Upgrade event(Upgrades.Pending p, Outcome before, String rule) {
    var original = new Upgrade.Original(before.rule(), p.trail.decidedMillis());
    long now = assembler.clock.now();
    return new Upgrade(original, rule, asked(p).late().word(), now, ranges(p.trail.address()));
  }

  private static Trail.Ask asked(Upgrades.Pending p) {
    return Objects.requireNonNull(p.trail.ask(), "nobody asked");
  }

  /** {@code 3:100-117}; of the second topic of the log and further ones with its name in front. */
  private List<String> ranges(Address address) {
    List<String> ranges = new ArrayList<>();
    for (int topic = 0; topic < address.topics(); topic++) {
      String where = (topic == 0 ? "" : topics.get(topic) + ":") + upgrades.partition() + ":";
      for (int i = 0; i < address.ranges(topic); i++) {
        ranges.add(where + address.first(topic, i) + "-" + address.last(topic, i));
      }
    }
    return ranges;
  }

  /** Fingerprints are with the decision that is remembered already. */
  private void remember(TraceId id, Outcome outcome, @Nullable Trail trail) {
    columns.add(id.high(), id.low(), outcome, NO_PRINTS, trail);
  }

  /** Sends requests, as far as there is room for them. */
  void send() {
    upgrades.send();
  }

  /** Something waits for a tick. */
  boolean hasAnswers() {
    return upgrades.hasAnswers();
  }

  /** After a restart. */
  void resume() {
    upgrades.resume();
  }

  int pending() {
    return upgrades.size();
  }

  void close() {
    upgrades.close();
  }
}
