// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import io.traceweir.app.rules.NamedRules;
import io.traceweir.trace.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Decides about all traces of a store, by several rule sets.
 *
 * <p>Sets without limits are asked by several threads, part by part. A limit counts what came
 * before, so a set that has one is asked afterwards, about one trace after the other in the order
 * in which they are due; and so is every set when the first one, with which they are compared, has
 * a limit.
 */
public final class Simulation {
  private final List<NamedRules> sets;
  private final List<NamedRules> atOnce = new ArrayList<>();
  private final List<NamedRules> inOrder = new ArrayList<>();
  private final Work.Settings settings;
  private final @Nullable DecisionsFile decisions;
  private final Watch watch;
  private final List<Later> later = Collections.synchronizedList(new ArrayList<>());
  private final List<StoredTraces> stored = Collections.synchronizedList(new ArrayList<>());

  /** Is told how far it is. */
  public interface Watch {
    /**
     * So much of a step is done.
     *
     * @param share 0 to 1
     */
    void at(String step, double share);
  }

  /**
   * Of one or more sets.
   *
   * @param slow what counts as a slow trace
   * @param decisions null when nobody wants them one by one
   */
  public Simulation(
      List<NamedRules> sets,
      Waits waits,
      Duration slow,
      @Nullable DecisionsFile decisions,
      Watch watch) {
    this.sets = List.copyOf(sets);
    this.settings = new Work.Settings(waits, slow, decisions != null);
    this.decisions = decisions;
    this.watch = watch;
    boolean all = sets.get(0).set().hasLimits();
    for (NamedRules each : sets) {
      (all || each.set().hasLimits() ? inOrder : atOnce).add(each);
    }
  }

  /** All that has been added to the store. */
  public Outcome run(TraceStore store, int threads) throws InterruptedException {
    try {
      List<Work> works = parts(store, threads);
      Count all = new Count();
      works.forEach(work -> all.add(work.all()));
      works.add(ordered());
      return new Outcome(all, sum(works));
    } finally {
      stored.forEach(Simulation::close);
    }
  }

  private List<SetCount> sum(List<Work> works) {
    List<SetCount> sums = new ArrayList<>();
    for (NamedRules each : sets) {
      SetCount sum = new SetCount(each.name(), each.set());
      for (Work work : works) {
        work.counts().stream().filter(count -> count.set() == each.set()).forEach(sum::add);
      }
      sums.add(sum);
    }
    return sums;
  }

  private List<Work> parts(TraceStore store, int threads) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    AtomicInteger next = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    try {
      List<Future<Work>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(pool.submit(() -> parts(store, next, done)));
      }
      List<Work> works = new ArrayList<>();
      for (Future<Work> future : futures) {
        works.add(future.get());
      }
      return works;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private Work parts(TraceStore store, AtomicInteger next, AtomicInteger done) {
    Work work = new Work(atOnce, settings);
    for (int i = next.getAndIncrement(); i < TraceStore.SHARDS; i = next.getAndIncrement()) {
      part(store.take(i), store, work);
      if (decisions != null) {
        decisions.part(i, work.lines().take());
      }
      watch.at("deciding", (double) done.incrementAndGet() / TraceStore.SHARDS);
    }
    return work;
  }

  private void part(Shard shard, TraceStore store, Work work) {
    Later.Traces again = inOrder.isEmpty() ? null : again(shard, store);
    for (int number : shard.sorted()) {
      Trace trace = shard.read(number, work.panel().reader());
      Facts facts = work.facts(trace);
      work.all().add(facts);
      Said first = work.ask(trace, facts, sets.get(0), null);
      if (again != null) {
        later.add(
            new Later(
                facts.due().millis(),
                shard.idHigh(number),
                shard.idLow(number),
                again,
                number,
                first));
      }
    }
  }

  private Later.Traces again(Shard shard, TraceStore store) {
    if (!store.hasOverflow()) {
      return shard;
    }
    try {
      StoredTraces traces =
          new StoredTraces(
              Files.createTempFile(store.folder(), "traceweir-simulate-", ".later"), shard);
      stored.add(traces);
      return traces;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Work ordered() {
    Work work = new Work(inOrder, settings);
    Collections.sort(later);
    for (int i = 0; i < later.size(); i++) {
      Later next = later.get(i);
      Trace trace = next.read(work.panel().reader());
      work.ask(trace, work.facts(trace), sets.get(0), next.first());
      boolean last = i == later.size() - 1;
      if (decisions != null && (last || work.lines().length() > 1_000_000)) {
        decisions.append(work.lines().take());
      }
      if (i % 1000 == 0) {
        watch.at("deciding in order of time", (double) i / later.size());
      }
    }
    return work;
  }

  private static void close(StoredTraces traces) {
    try {
      traces.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
