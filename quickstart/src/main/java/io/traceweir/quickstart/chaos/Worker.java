// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import java.time.Duration;
import java.util.List;

/** A process that runs the pipeline. */
interface Worker {
  boolean isAlive();

  /** Has its partitions, and decides. */
  boolean isReady();

  /** As kill -9 does. */
  void kill();

  /** Asks it to end in order. */
  void stop();

  /** Waits for its end; false when it is still there after this time. */
  boolean awaitEnd(Duration time) throws InterruptedException;

  /** When it is not alive. */
  int exitCode();

  /** Of its log. */
  List<String> lastLines();

  /** Makes workers. */
  interface Launcher {
    Worker launch(int number) throws WorkerFailedException;

    /** Deletes the state folder of a worker that is not alive. */
    void loseState(int number) throws WorkerFailedException;
  }

  /** The consumer group that workers share their partitions in. */
  interface Group extends AutoCloseable {
    /** What there is now; of a group that changes right now nothing is known. */
    Shares shares();

    /** Hands on what the worker had, at once and not when its session has timed out. */
    void remove(int number);

    @Override
    void close();
  }
}
