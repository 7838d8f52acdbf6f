// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import io.traceweir.app.command.CommandLines;
import java.io.IOException;
import org.jline.utils.Signals;

/**
 * {@code traceweir run} in a process of a quickstart, which it does not outlive: standard input is
 * a pipe that ends when the quickstart does, however that ends.
 */
public final class WorkerMain {
  private static final int ORPHANED = 4;

  private WorkerMain() {}

  /** The only argument is the configuration file. */
  public static void main(String[] arguments) {
    // A terminal sends Ctrl-C to all of its processes; what it means is up to the quickstart.
    Signals.register("INT", () -> {});
    Thread watch = new Thread(WorkerMain::endWithParent, "traceweir-parent");
    watch.setDaemon(true);
    watch.start();
    System.exit(CommandLines.create().execute("run", "--config", arguments[0]));
  }

  /** Broker and state folder have gone then: there is nothing to be stopped in order. */
  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // nobody says anything
      }
    } catch (IOException e) {
      // the same as its end
    }
    Runtime.getRuntime().halt(ORPHANED);
  }
}
