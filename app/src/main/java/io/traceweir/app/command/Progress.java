// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Says on standard error what is being done, once it has taken longer than a second: on a terminal
 * in one line that goes away again, elsewhere in a line for each step.
 */
final class Progress implements Consumer<String>, AutoCloseable {

  private static final long QUIET_MILLIS = 1_000;
  private static final String ERASE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean terminal;
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "progress");
            daemon.setDaemon(true);
            return daemon;
          });
  private final ScheduledFuture<?> first;
  private String step = "";
  private boolean shown;

  private Progress(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
    this.first = later.schedule(this::begin, QUIET_MILLIS, TimeUnit.MILLISECONDS);
  }

  static Progress on(PrintWriter err) {
    return new Progress(err, Terminal.isThere());
  }

  @Override
  public synchronized void accept(String now) {
    step = now;
    if (shown) {
      show();
    }
  }

  private synchronized void begin() {
    shown = true;
    show();
  }

  private void show() {
    if (terminal) {
      err.print(ERASE + step + " …");
    } else {
      err.println("traceweir: " + step);
    }
    err.flush();
  }

  @Override
  public void close() {
    first.cancel(false);
    later.shutdownNow();
    finish();
  }

  private synchronized void finish() {
    if (shown && terminal) {
      err.print(ERASE);
      err.flush();
    }
    shown = false;
  }
}
