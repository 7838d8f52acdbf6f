// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The place of one worker, which keeps its name and its folder while processes come and go. */
final class Post {
  /** A worker that does not stop when it is asked to is killed, as Kubernetes does. */
  private static final long STOPPING_NANOS = Duration.ofSeconds(40).toNanos();

  /** What a supervisor waits before it starts again what died. */
  private static final Duration AFTER_DEATH = Duration.ofSeconds(1);

  private final int number;
  private final Worker.Launcher launcher;
  private final Consumer<String> out;
  private State state = State.GONE;
  private @Nullable Worker worker;
  private boolean losesState;
  private boolean known;
  private long sinceNanos;
  private long awaySinceNanos;
  private long startNanos;

  /** Where a worker is. */
  enum State {
    STARTING("starts"),
    WORKING("works"),
    AWAY("killed"),
    STOPPING("stops"),
    LEAVING("stops"),
    GONE("gone");

    private final String word;

    State(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  Post(int number, Worker.Launcher launcher, Consumer<String> out) {
    this.number = number;
    this.launcher = launcher;
    this.out = out;
  }

  int number() {
    return number;
  }

  State state() {
    return state;
  }

  long sinceNanos() {
    return sinceNanos;
  }

  private void become(State next, long nowNanos) {
    state = next;
    sinceNanos = nowNanos;
  }

  void start(long nowNanos) throws WorkerFailedException {
    if (losesState) {
      launcher.loseState(number);
      losesState = false;
    }
    worker = launcher.launch(number);
    become(State.STARTING, nowNanos);
  }

  /** False when there is nothing to be killed. */
  boolean kill(Fault.Kill kill, long nowNanos) {
    if (worker == null || !worker.isAlive()) {
      return false;
    }
    worker.kill();
    out.accept(
        "killed worker "
            + number
            + " (kill -9"
            + (kill.losesState() ? ", state folder lost" : "")
            + ")"
            + (state == State.WORKING ? "" : " while it " + state));
    losesState |= kill.losesState();
    if (state == State.STARTING || state == State.WORKING) {
      goAway(kill.away(), nowNanos);
    }
    return true;
  }

  private void goAway(Duration away, long nowNanos) {
    if (state == State.WORKING) {
      awaySinceNanos = nowNanos;
    }
    startNanos = nowNanos + away.toNanos();
    become(State.AWAY, nowNanos);
  }

  /** To be started again, or to leave for good. */
  void stop(boolean forGood, long nowNanos) {
    if (state == State.WORKING) {
      awaySinceNanos = nowNanos;
    }
    if (worker != null) {
      worker.stop();
    }
    become(forGood ? State.LEAVING : State.STOPPING, nowNanos);
  }

  /**
   * What has become of it meanwhile.
   *
   * @return false when it ended though nobody ended it
   */
  boolean look(long nowNanos) throws WorkerFailedException {
    return switch (state) {
      case STARTING, WORKING -> lookAtLiving(nowNanos);
      case AWAY -> {
        if (!isAlive() && nowNanos - startNanos >= 0) {
          start(nowNanos);
        }
        yield true;
      }
      case STOPPING, LEAVING -> {
        lookAtStopping(nowNanos);
        yield true;
      }
      case GONE -> true;
    };
  }

  private boolean lookAtLiving(long nowNanos) {
    if (!isAlive()) {
      die(nowNanos);
      return false;
    }
    if (state == State.STARTING && worker != null && worker.isReady()) {
      out.accept(
          known
              ? "worker " + number + " is back after " + seconds(nowNanos - awaySinceNanos)
              : "worker "
                  + number
                  + " works, "
                  + seconds(nowNanos - sinceNanos)
                  + " after its start");
      known = true;
      become(State.WORKING, nowNanos);
    }
    return true;
  }

  private void die(long nowNanos) {
    out.accept(obituary());
    goAway(AFTER_DEATH, nowNanos);
  }

  /** Why it is not there, as far as can be known. */
  String obituary() {
    if (worker == null) {
      return "worker " + number + " was never started";
    }
    String lines = String.join("\n", worker.lastLines());
    return "worker "
        + number
        + " ended by itself, with exit code "
        + worker.exitCode()
        + (lines.isEmpty() ? "; it logged nothing" : "; the last lines of its log:\n" + lines);
  }

  private void lookAtStopping(long nowNanos) throws WorkerFailedException {
    if (isAlive()) {
      if (nowNanos - sinceNanos > STOPPING_NANOS && worker != null) {
        out.accept("worker " + number + " does not stop, so it is killed");
        worker.kill();
        become(state, nowNanos);
      }
    } else if (state == State.LEAVING) {
      known = false;
      become(State.GONE, nowNanos);
    } else {
      start(nowNanos);
    }
  }

  private boolean isAlive() {
    return worker != null && worker.isAlive();
  }

  /** For the end: nothing is said any more. */
  void askToStop() {
    if (worker != null && worker.isAlive()) {
      worker.stop();
    }
  }

  /** One that does not end in time is killed. */
  void end(Duration patience) throws InterruptedException {
    if (worker != null && !worker.awaitEnd(patience)) {
      worker.kill();
      worker.awaitEnd(patience);
    }
  }

  void kill() {
    if (worker != null) {
      worker.kill();
    }
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }
}
