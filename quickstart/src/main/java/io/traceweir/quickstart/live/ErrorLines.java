// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Keeps what is written to standard error while a picture is on the screen, which it would tear,
 * and writes it there afterwards: the last lines of it, in case there are very many.
 */
final class ErrorLines extends OutputStream {
  private static final int MAX_LINES = 500;
  private static final int MAX_LINE = 8_192;

  private final PrintStream original = System.err;
  private final Deque<String> lines = new ArrayDeque<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final Consumer<String> reader;

  private ErrorLines(Consumer<String> reader) {
    this.reader = reader;
  }

  /** From now on; the reader sees each line too. */
  static ErrorLines hold(Consumer<String> reader) {
    ErrorLines held = new ErrorLines(reader);
    System.setErr(new PrintStream(held, true, UTF_8));
    return held;
  }

  @Override
  public synchronized void write(int character) {
    if (character == '\n') {
      end();
    } else if (line.size() < MAX_LINE) {
      line.write(character);
    }
  }

  private void end() {
    String text = line.toString(UTF_8);
    line.reset();
    lines.add(text);
    if (lines.size() > MAX_LINES) {
      lines.remove();
    }
    reader.accept(text);
  }

  synchronized void release() {
    System.setErr(original);
    if (line.size() > 0) {
      end();
    }
    lines.forEach(original::println);
    lines.clear();
  }
}
