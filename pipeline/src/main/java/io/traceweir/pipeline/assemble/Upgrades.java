// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.decide.UpgradeResult;
import io.traceweir.pipeline.recall.Address;
import io.traceweir.pipeline.recall.Mailbox;
import io.traceweir.pipeline.recall.Recall;
import io.traceweir.pipeline.recall.Recalled;
import io.traceweir.rules.LateRules;
import io.traceweir.rules.LateUpgrade;
import io.traceweir.rules.Rule;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which dropped traces of a task are to be brought back. What is asked for stands in the decision
 * memory from the tick that asked to the tick that has the answer, so whoever gets the task after a
 * crash asks again; the requests here are only on their way.
 *
 * <p>An answer counts when it was read from all places where the trace lies by now, and when
 * nothing more of it waits for a tick. Else something that came between would be left out, or, once
 * a later block vouches for the trace, be skipped by a replay.
 */
final class Upgrades {
  /** Of one task, asked for and not answered. */
  private static final int MOST_PENDING = 1_000;

  private final Assembler assembler;
  private final Recall recall;
  private final Mailbox mailbox;
  private final int partition;
  private final PipelineMeters meters;
  private final long fadeMillis;
  private final Rates rates = new Rates();
  private final Map<TraceId, Pending> pending = new LinkedHashMap<>();
  private LateRules rules;

  /**
   * @param rememberMillis how long the decision memory knows a trace
   */
  Upgrades(Assembler assembler, LateRules rules, From from, long rememberMillis) {
    this.assembler = assembler;
    this.rules = rules;
    this.recall = from.recall;
    this.mailbox = from.recall.mailbox();
    this.partition = from.partition;
    this.meters = from.meters;
    this.fadeMillis = rememberMillis / 2;
  }

  /**
   * Where traces are read back from.
   *
   * @param partition of every topic of the log
   */
  record From(Recall recall, int partition, PipelineMeters meters) {}

  /** A trace that is to be read back. */
  static final class Pending {
    final TraceId id;
    Trail trail;

    /** The clock when this was written down last. */
    long writtenMillis;

    /** The request that is on its way asks for this; another thread looks at it. */
    private volatile @Nullable Address asked;

    Pending(TraceId id, Trail trail, long writtenMillis) {
      this.id = id;
      this.trail = trail;
      this.writtenMillis = writtenMillis;
    }
  }

  /** No rule brings anything back: nothing has to be remembered for it. */
  boolean isOff() {
    return rules.isEmpty();
  }

  /**
   * Other rules decide from now on. While none of them brings anything back, late parts leave no
   * trail, so an answer that is on its way might lack one of them: what is pending is given up, and
   * asked for again if a rule wants it again before the memory forgets it.
   */
  void use(LateRules other) {
    boolean wasOff = isOff();
    rules = other;
    if (isOff()) {
      giveUp();
    } else if (wasOff) {
      resume();
    }
  }

  private void giveUp() {
    for (Pending p : pending.values()) {
      p.asked = null;
      meters.upgrade(UpgradeResult.DECLINED.word());
    }
    pending.clear();
  }

  int size() {
    return pending.size();
  }

  int partition() {
    return partition;
  }

  /** After a restart: asks again what was asked and has no answer. */
  void resume() {
    if (isOff()) {
      return;
    }
    rates.resume(assembler.clock.now());
    assembler.memory.eachAsked(
        (id, trail, blockMillis, newest) -> {
          Trail.Ask ask = trail.ask();
          if (ask != null && ask.fresh()) {
            rates.took(ask.rule(), blockMillis);
          }
          if (newest) {
            pending.put(id, new Pending(id, trail.carried(), blockMillis));
          }
        });
    send();
  }

  /** The trace is not known any more, or was decided anew. */
  void forget(TraceId id) {
    Pending p = pending.remove(id);
    if (p != null) {
      p.asked = null;
      meters.upgrade(UpgradeResult.FORGOTTEN.word());
    }
  }

  /**
   * Something new of a dropped trace has come.
   *
   * @param known how it can be brought back as far as is known, or null
   * @param droppedBy name of the rule that dropped it
   * @return the same as is to be remembered now
   */
  @Nullable Trail consider(
      Trace part, BufferedTrace waiting, @Nullable Trail known, String droppedBy) {
    if (known == null) {
      if (!concerned(part, droppedBy).isEmpty()) {
        meters.upgrade(UpgradeResult.PLACE_UNKNOWN.word());
      }
      return null;
    }
    Trail trail = known.carried().at(waiting.addTo(known.address()));
    if (trail.ask() == null && !trail.lost()) {
      trail = ask(part, trail, droppedBy);
    }
    if (trail.ask() != null) {
      expect(new TraceId(waiting.idHigh, waiting.idLow), trail);
    }
    return trail;
  }

  /** Nothing new has come, but the trace is written down again. */
  Trail carry(BufferedTrace waiting, Trail known) {
    Trail trail = known.carried();
    if (trail.ask() != null) {
      expect(new TraceId(waiting.idHigh, waiting.idLow), trail);
    }
    return trail;
  }

  private List<Rule> concerned(Trace part, String droppedBy) {
    return rules.concerned(part, droppedBy, assembler.clock.now());
  }

  private Trail ask(Trace part, Trail trail, String droppedBy) {
    List<Rule> concerned = concerned(part, droppedBy);
    if (concerned.isEmpty()) {
      return trail;
    }
    if (pending.size() >= MOST_PENDING) {
      meters.upgrade(UpgradeResult.OVERLOADED.word());
      return trail;
    }
    for (Rule rule : concerned) {
      LateUpgrade upgrade = rule.lateUpgrade();
      if (upgrade != null && rates.take(rule, upgrade.maxPerSecond(), assembler.clock.now())) {
        return trail.asked(new Trail.Ask(Late.of(part), rule.name(), true));
      }
    }
    meters.upgrade(UpgradeResult.RATE_LIMITED.word());
    return trail;
  }

  private void expect(TraceId id, Trail trail) {
    Pending p = pending.computeIfAbsent(id, i -> new Pending(i, trail, 0));
    if (!trail.address().equals(p.trail.address())) {
      p.asked = null;
    }
    p.trail = trail;
    p.writtenMillis = assembler.clock.now();
  }

  /** Something waits for a tick. */
  boolean hasAnswers() {
    return !mailbox.isEmpty();
  }

  /** An answer that counts. */
  record Answer(Pending pending, Recalled recalled) {}

  /** The next answer that counts, or null; its trace is then no longer pending. */
  @Nullable Answer next() {
    for (Recalled r = mailbox.take(); r != null; r = mailbox.take()) {
      Pending p = pending.get(r.id());
      if (p == null || !p.trail.address().equals(r.address())) {
        continue; // forgotten, or asked for anew
      }
      p.asked = null;
      if (!isWaiting(p.id)) {
        pending.remove(p.id);
        return new Answer(p, r);
      }
    }
    return null;
  }

  /** Fragments of the trace are in the buffer. */
  private boolean isWaiting(TraceId id) {
    return assembler.buffer.find(id.high(), id.low()) != null;
  }

  /**
   * What has to be written down again before the memory forgets it: in a backlog the clock may run
   * for minutes while a trace is read back.
   */
  List<Pending> fading() {
    long now = assembler.clock.now();
    List<Pending> fading = new ArrayList<>();
    for (Pending p : pending.values()) {
      if (now - p.writtenMillis > fadeMillis && !isWaiting(p.id)) {
        p.writtenMillis = now;
        fading.add(p);
      }
    }
    return fading;
  }

  /** Sends requests, as far as there is room for them. */
  void send() {
    for (Pending p : pending.values()) {
      if (p.asked == null && !isWaiting(p.id)) {
        Address address = p.trail.address();
        p.asked = address;
        BooleanSupplier isWanted = () -> Objects.equals(p.asked, address);
        if (!recall.ask(new Recall.Request(p.id, address, partition, mailbox, isWanted))) {
          p.asked = null;
          return;
        }
      }
    }
  }

  void close() {
    pending.clear();
    mailbox.close();
  }
}
