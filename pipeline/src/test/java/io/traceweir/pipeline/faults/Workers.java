// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The workers of one pipeline, by number; each has a state directory and a name that it keeps. */
final class Workers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Setup setup;
  private final Path dir;
  private final boolean fixedMembers;
  private final Map<Integer, Worker> running = new TreeMap<>();
  private final List<Path> logs = new ArrayList<>();

  /**
   * @param fixedMembers whether a worker that returns is taken for the one that went
   */
  Workers(Setup setup, Path dir, boolean fixedMembers) {
    this.setup = setup;
    this.dir = dir;
    this.fixedMembers = fixedMembers;
  }

  void start(int number) {
    Path log = dir.resolve(setup.name() + "-" + number + "-" + logs.size() + ".log");
    logs.add(log);
    Setup own = fixedMembers ? setup.with("group.instance.id", "worker-" + number) : setup;
    running.put(number, Worker.start(own, stateDir(number), log));
  }

  private Path stateDir(int number) {
    return dir.resolve(setup.name() + "-state-" + number);
  }

  /** It has its tasks, and all of them are restored. */
  void awaitReady(int number) {
    Worker worker = worker(number);
    await().atMost(PATIENCE).pollInSameThread().until(() -> isReady(worker));
  }

  private boolean isReady(Worker worker) throws InterruptedException {
    refuseEnd(worker, Duration.ZERO);
    return worker.isReady();
  }

  Worker worker(int number) {
    Worker worker = running.get(number);
    if (worker == null) {
      throw new IllegalStateException("worker " + number + " does not run");
    }
    return worker;
  }

  /** Lets all of them run; none may end by itself. */
  void runFor(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    do {
      long left = Math.max(0, Math.min(end - System.nanoTime(), 100_000_000));
      for (Worker worker : running.values()) {
        refuseEnd(worker, Duration.ofNanos(left / running.size()));
      }
    } while (System.nanoTime() < end);
  }

  private static void refuseEnd(Worker worker, Duration time) throws InterruptedException {
    if (!worker.runsFor(time)) {
      throw new AssertionError("a worker stopped by itself; it said:\n" + worker.log());
    }
  }

  void kill(int number) throws InterruptedException {
    worker(number).kill();
    running.remove(number);
  }

  void stop(int number) throws InterruptedException {
    worker(number).stop();
    running.remove(number);
  }

  /** Its disk is gone. */
  void loseState(int number) throws IOException {
    Path tree = stateDir(number);
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  void stopAll() throws InterruptedException {
    for (int number : List.copyOf(running.keySet())) {
      stop(number);
    }
  }

  /** What all of them said, for a test that failed. */
  void printLogs() {
    for (Path log : logs) {
      try {
        System.out.println("=== " + log.getFileName() + "\n" + Files.readString(log));
      } catch (IOException e) {
        System.out.println("=== " + log.getFileName() + " cannot be read: " + e);
      }
    }
  }

  @Override
  public void close() {
    running.values().forEach(Worker::end);
  }
}
