// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import io.traceweir.quickstart.chaos.Schedule.Step;
import io.traceweir.quickstart.live.WorkerRow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Workers under a schedule of faults. Faults strike in a thread of their own, so that traffic goes
 * on meanwhile; what happened is told in the thread that asks.
 */
public final class Chaos implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(50);
  private static final Duration START_PATIENCE = Duration.ofMinutes(2);
  private static final Duration RETURN_PATIENCE = Duration.ofMinutes(3);
  private static final Duration END_PATIENCE = Duration.ofSeconds(25);
  private static final Duration KILL_PATIENCE = Duration.ofSeconds(5);

  private final Schedule schedule;
  private final Worker.Group group;
  private final Fleet fleet;
  private final Deque<Step> steps;
  private final Queue<Said> said = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "quickstart-chaos");
            daemon.setDaemon(true);
            return daemon;
          });
  private volatile @Nullable WorkerFailedException failure;
  private volatile List<WorkerRow> rows = List.of();
  private volatile boolean calm;
  private volatile long startNanos = System.nanoTime();
  private Narrator narrator = new Narrator(startNanos);
  private long overNanos;

  /** A sentence and when it was said. */
  private record Said(long nanos, String sentence) {}

  private Chaos(Schedule schedule, Worker.Launcher launcher, Worker.Group group, int partitions) {
    this.schedule = schedule;
    this.group = group;
    this.steps = new ArrayDeque<>(schedule.steps());
    this.fleet =
        new Fleet(launcher, group, partitions, s -> said.add(new Said(System.nanoTime(), s)));
  }

  /**
   * Starts the first worker and waits until it works.
   *
   * @param partitions of the fragments, which the workers share
   */
  public static Chaos start(
      Schedule schedule,
      WorkerFolders launcher,
      WorkerGroup group,
      int partitions,
      BooleanSupplier interrupted)
      throws WorkerFailedException {
    Chaos chaos = new Chaos(schedule, launcher, group, partitions);
    try {
      chaos.awaitFirst(interrupted);
      return chaos;
    } catch (WorkerFailedException | RuntimeException e) {
      chaos.close();
      throw e;
    }
  }

  private void awaitFirst(BooleanSupplier interrupted) throws WorkerFailedException {
    long beginNanos = System.nanoTime();
    fleet.begin(beginNanos);
    while (!fleet.isWorking() && !interrupted.getAsBoolean()) {
      fleet.look(System.nanoTime());
      Said now = said.peek();
      if (fleet.tally().deaths() > 0 && now != null) {
        throw new WorkerFailedException(now.sentence);
      }
      if (System.nanoTime() - beginNanos > START_PATIENCE.toNanos()) {
        throw new WorkerFailedException(
            "the first worker does not work within " + START_PATIENCE.toSeconds() + " s");
      }
      pause();
    }
    rows = fleet.rows(System.nanoTime());
    said.clear();
  }

  private static void pause() throws WorkerFailedException {
    try {
      Thread.sleep(EVERY.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkerFailedException("interrupted while the first worker starts", e);
    }
  }

  /** Traffic begins now. */
  public void begin(long nowNanos) {
    startNanos = nowNanos;
    narrator = new Narrator(nowNanos);
    var unused =
        thread.scheduleWithFixedDelay(this::act, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void act() {
    if (failure != null) {
      return;
    }
    try {
      long now = System.nanoTime();
      while (!steps.isEmpty() && now - startNanos >= steps.element().at().toNanos()) {
        fleet.apply(steps.remove().fault(), now);
      }
      fleet.look(now);
      rows = fleet.rows(now);
      calm = steps.isEmpty() && fleet.isCalm();
    } catch (WorkerFailedException e) {
      failure = e;
    } catch (RuntimeException e) {
      failure = new WorkerFailedException("the faults cannot go on: " + e, e);
    }
  }

  /**
   * Tells what happened since the last time.
   *
   * @param decided traces so far, committed ones
   * @param trafficRuns whether there is something to decide
   */
  public void tell(
      long decided, boolean trafficRuns, long nowNanos, BiConsumer<Duration, String> out)
      throws WorkerFailedException {
    WorkerFailedException failed = failure;
    if (failed != null) {
      throw failed;
    }
    narrator.look(decided, trafficRuns, nowNanos, out);
    for (Said next = said.poll(); next != null; next = said.poll()) {
      narrator.tell(next.nanos, next.sentence, out);
    }
    awaitCalm(trafficRuns, nowNanos);
  }

  private void awaitCalm(boolean trafficRuns, long nowNanos) throws WorkerFailedException {
    if (trafficRuns || calm) {
      overNanos = nowNanos;
    } else if (nowNanos - overNanos > RETURN_PATIENCE.toNanos()) {
      throw new WorkerFailedException(
          "after the traffic the workers are not back within "
              + RETURN_PATIENCE.toSeconds()
              + " s: "
              + rows.stream()
                  .map(worker -> worker.name() + " " + worker.doing())
                  .collect(Collectors.joining(", ")));
    }
  }

  /** All faults have struck, and all workers are back. */
  public boolean isCalm() {
    return calm;
  }

  public List<WorkerRow> workers() {
    return rows;
  }

  /** Some worker is there. */
  public boolean isWorking() {
    return rows.stream().anyMatch(WorkerRow::works);
  }

  public Schedule schedule() {
    return schedule;
  }

  public Tally tally() {
    return fleet.tally();
  }

  /** Of workers that ended by themselves. */
  public List<String> obituaries() {
    return fleet.obituaries();
  }

  /** The latest thousand. */
  public List<Event> events() {
    return narrator.events();
  }

  public Duration longestGap() {
    return narrator.longestGap();
  }

  /** Ends the workers in order: what they had begun is committed then, and nothing follows. */
  public void stop() throws WorkerFailedException {
    try {
      endThread();
      fleet.stop(END_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkerFailedException("interrupted while the workers stop", e);
    }
  }

  private void endThread() throws InterruptedException {
    thread.shutdown();
    thread.awaitTermination(KILL_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** No worker is left behind. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      fleet.kill(KILL_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    group.close();
  }
}
