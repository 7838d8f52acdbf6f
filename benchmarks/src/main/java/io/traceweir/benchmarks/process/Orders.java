// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The side of a process that is told what to do: orders come in by lines, answers go out by lines.
 * When nobody is there any more to give orders, the process ends.
 */
final class Orders {
  static final String PROGRESS = "progress";
  static final String DONE = "done";
  static final String FAILED = "failed";

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final PrintStream out;

  private Orders(PrintStream out) {
    this.out = out;
  }

  /** Does one order. */
  interface Work {
    Answer obey(String order, Answer details, Orders orders) throws Exception;
  }

  /** Obeys until the orders end. */
  static void obey(Answer ready, Work work) throws InterruptedException {
    // what libraries print by themselves must not get between the answers
    PrintStream out = System.out;
    System.setOut(System.err);
    Orders orders = new Orders(out);
    Thread listener = new Thread(orders::listen, "orders");
    listener.setDaemon(true);
    listener.start();
    orders.say(DONE, ready);
    while (true) {
      String line = orders.lines.take();
      int blank = (line + ' ').indexOf(' ');
      try {
        orders.say(
            DONE, work.obey(line.substring(0, blank), Answer.parse(line.substring(blank)), orders));
      } catch (Exception e) {
        orders.fail(e);
      }
    }
  }

  private void listen() {
    try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      System.exit(0);
    }
  }

  void progress(Answer answer) {
    say(PROGRESS, answer);
  }

  private synchronized void say(String what, Answer answer) {
    out.println(what + answer.line());
    out.flush();
  }

  private synchronized void fail(Exception e) {
    e.printStackTrace();
    String message = String.valueOf(e.getMessage()).replace('\n', ' ');
    out.println(FAILED + ' ' + message);
    out.flush();
  }
}
