// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Processes that do at once what they are told, unless the test says otherwise. */
final class FakeWorkers implements Worker.Launcher, Worker.Group {
  final List<String> log = new ArrayList<>();
  final Map<Integer, Fake> running = new TreeMap<>();
  final List<Integer> removed = new ArrayList<>();
  final SortedMap<Integer, NavigableSet<Integer>> shares = new TreeMap<>();
  boolean startsReady = true;
  boolean stopsAtOnce = true;

  /** One of them. */
  final class Fake implements Worker {
    final int number;
    boolean alive = true;
    boolean ready = startsReady;
    boolean asked;
    int exitCode = 143;

    Fake(int number) {
      this.number = number;
    }

    void end(int code) {
      alive = false;
      exitCode = code;
    }

    @Override
    public boolean isAlive() {
      return alive;
    }

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public void kill() {
      log.add("kill " + number);
      end(137);
    }

    @Override
    public void stop() {
      log.add("stop " + number);
      asked = true;
      alive &= !stopsAtOnce;
    }

    @Override
    public boolean awaitEnd(Duration time) {
      return !alive;
    }

    @Override
    public int exitCode() {
      return exitCode;
    }

    @Override
    public List<String> lastLines() {
      return List.of("line of " + number);
    }
  }

  Fake worker(int number) {
    return running.getOrDefault(number, new Fake(number));
  }

  void share(int workers, int partitions) {
    shares.clear();
    for (int partition = 0; partition < partitions; partition++) {
      shares.computeIfAbsent(1 + partition % workers, n -> new TreeSet<>()).add(partition);
    }
  }

  @Override
  public Worker launch(int number) {
    log.add("start " + number);
    Fake fake = new Fake(number);
    running.put(number, fake);
    return fake;
  }

  @Override
  public void loseState(int number) {
    log.add("lose " + number);
  }

  @Override
  public Shares shares() {
    return new Shares(shares);
  }

  @Override
  public void remove(int number) {
    removed.add(number);
  }

  @Override
  public void close() {}
}
