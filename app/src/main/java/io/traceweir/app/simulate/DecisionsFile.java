// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Where decisions are written: part after part, in whatever order they are finished. */
public final class DecisionsFile implements Closeable {
  private final OutputStream out;
  private final Map<Integer, byte[]> waiting = new HashMap<>();
  private int next;

  private DecisionsFile(OutputStream out) {
    this.out = out;
  }

  /** Replaces a file that is there. */
  public static DecisionsFile create(Path file) throws IOException {
    return new DecisionsFile(new BufferedOutputStream(Files.newOutputStream(file)));
  }

  synchronized void part(int number, byte[] lines) {
    waiting.put(number, lines);
    for (byte[] due = waiting.remove(next); due != null; due = waiting.remove(next)) {
      append(due);
      next++;
    }
  }

  synchronized void append(byte[] lines) {
    try {
      out.write(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
