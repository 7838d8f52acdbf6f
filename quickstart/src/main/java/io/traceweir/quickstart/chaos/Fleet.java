// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import io.traceweir.quickstart.chaos.Post.State;
import io.traceweir.quickstart.live.WorkerRow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All workers, and what is done to them. Time is what the caller says. */
final class Fleet {
  private static final long ASKING_NANOS = Duration.ofMillis(500).toNanos();

  /** A supervisor would go on for ever; a visitor wants to know. */
  private static final int MOST_DEATHS = 3;

  private final Worker.Launcher launcher;
  private final Worker.Group group;
  private final int partitions;
  private final Consumer<String> out;
  private final SortedMap<Integer, Post> posts = new TreeMap<>();
  private final Deque<Integer> rolling = new ArrayDeque<>();
  private final List<String> obituaries = new ArrayList<>();
  private Tally tally = Tally.NONE;
  private Shares shares = Shares.UNKNOWN;
  private int rollingTotal;
  private int size;
  private boolean sharing;
  private boolean closed;
  private long askedNanos;

  /**
   * @param partitions that the workers share
   * @param out what happens, in sentences
   */
  Fleet(Worker.Launcher launcher, Worker.Group group, int partitions, Consumer<String> out) {
    this.launcher = launcher;
    this.group = group;
    this.partitions = partitions;
    this.out = out;
  }

  /** The first worker. */
  synchronized void begin(long nowNanos) throws WorkerFailedException {
    grow(1, nowNanos);
    sharing = false;
  }

  synchronized void apply(Fault fault, long nowNanos) throws WorkerFailedException {
    if (closed) {
      return;
    }
    if (fault instanceof Fault.Kill kill) {
      Post post = posts.get(kill.worker());
      if (post != null && post.kill(kill, nowNanos)) {
        tally = tally.killed(kill.losesState());
      }
    } else if (fault instanceof Fault.Scale scale) {
      scale(scale.workers(), nowNanos);
    } else {
      rolling.clear();
      for (int number = 1; number <= size; number++) {
        rolling.add(number);
      }
      rollingTotal = size;
      out.accept("rolling restart of " + (size == 1 ? "the only worker" : size + " workers"));
    }
  }

  private void scale(int workers, long nowNanos) throws WorkerFailedException {
    tally = tally.scaled();
    out.accept("scaling from " + size + " to " + workers + (workers == 1 ? " worker" : " workers"));
    if (workers > size) {
      grow(workers, nowNanos);
    } else {
      shrink(workers, nowNanos);
    }
    sharing = true;
  }

  private void grow(int workers, long nowNanos) throws WorkerFailedException {
    for (int number = size + 1; number <= workers; number++) {
      Post post = posts.computeIfAbsent(number, n -> new Post(n, launcher, out));
      // One that is still leaving comes back when it has left.
      if (post.state() == State.GONE) {
        post.start(nowNanos);
      }
    }
    size = workers;
  }

  private void shrink(int workers, long nowNanos) {
    posts.tailMap(workers + 1).values().stream()
        .filter(post -> post.state() != State.GONE)
        .forEach(post -> post.stop(true, nowNanos));
    rolling.removeIf(number -> number > workers);
    size = workers;
  }

  /** What has become of all of them since the last time. */
  synchronized void look(long nowNanos) throws WorkerFailedException {
    if (closed) {
      return;
    }
    for (Post post : posts.values()) {
      State before = post.state();
      if (!post.look(nowNanos)) {
        mourn(post);
      }
      if (before == State.LEAVING && post.state() == State.GONE) {
        left(post, nowNanos);
      }
    }
    roll(nowNanos);
    if (nowNanos - askedNanos >= ASKING_NANOS) {
      askedNanos = nowNanos;
      ask();
    }
  }

  private void mourn(Post post) throws WorkerFailedException {
    tally = tally.died();
    obituaries.add(post.obituary());
    if (tally.deaths() > MOST_DEATHS) {
      throw new WorkerFailedException("workers die again and again: " + post.obituary());
    }
  }

  private void left(Post post, long nowNanos) throws WorkerFailedException {
    group.remove(post.number());
    out.accept("worker " + post.number() + " has stopped and left the group");
    if (post.number() <= size) {
      post.start(nowNanos);
    }
  }

  /** The next one when the one before is back. */
  private void roll(long nowNanos) {
    if (rollingTotal == 0 || !isWorking()) {
      return;
    }
    Integer next = rolling.poll();
    if (next == null) {
      out.accept("the rolling restart is over");
      rollingTotal = 0;
      return;
    }
    Post post = posts.get(next);
    if (post != null && post.state() == State.WORKING) {
      out.accept("worker " + next + " is asked to stop, and to come again");
      tally = tally.restarted();
      post.stop(false, nowNanos);
    }
  }

  private void ask() {
    Shares now = group.shares();
    shares = now.byWorker().isEmpty() ? shares : now;
    if (sharing && isWorking() && now.isAmong(size, partitions)) {
      sharing = false;
      out.accept(
          size == 1
              ? "1 worker has all " + partitions + " partitions"
              : size + " workers share " + partitions + " partitions: " + now.sizes());
    }
  }

  /** As many as there should be, and no others. */
  synchronized boolean isWorking() {
    return posts.values().stream()
            .filter(post -> post.number() <= size)
            .allMatch(post -> post.state() == State.WORKING)
        && posts.tailMap(size + 1).values().stream().allMatch(post -> post.state() == State.GONE);
  }

  /** Nothing is under way. */
  synchronized boolean isCalm() {
    return rollingTotal == 0 && isWorking();
  }

  synchronized Tally tally() {
    return tally;
  }

  /** Of workers that ended by themselves. */
  synchronized List<String> obituaries() {
    return List.copyOf(obituaries);
  }

  /** Those that are there or should be. */
  synchronized List<WorkerRow> rows(long nowNanos) {
    List<WorkerRow> rows = new ArrayList<>();
    for (Post post : posts.values()) {
      if (post.state() != State.GONE) {
        rows.add(
            new WorkerRow(
                "worker " + post.number(),
                post.state().toString(),
                post.state() == State.WORKING,
                Duration.ofNanos(nowNanos - post.sinceNanos()),
                List.copyOf(shares.of(post.number()))));
      }
    }
    return rows;
  }

  /** Ends all of them in order, so that nothing more comes of them. */
  synchronized void stop(Duration patience) throws InterruptedException {
    closed = true;
    posts.values().forEach(Post::askToStop);
    for (Post post : posts.values()) {
      post.end(patience);
    }
  }

  /** Ends all of them at once. */
  synchronized void kill(Duration patience) throws InterruptedException {
    closed = true;
    posts.values().forEach(Post::kill);
    for (Post post : posts.values()) {
      post.end(patience);
    }
  }
}
