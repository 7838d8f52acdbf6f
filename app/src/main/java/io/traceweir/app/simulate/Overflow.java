// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import io.traceweir.otlp.Signal;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Fragments that had no place in memory, in a file, one after the other. */
final class Overflow implements Closeable {
  private static final int BUFFER_BYTES = 256 * 1024;

  private final Path file;

  Overflow(Path file) {
    this.file = file;
  }

  /** All that a shard holds. */
  void write(Shard shard) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                BUFFER_BYTES))) {
      for (int trace = 0; trace < shard.traces(); trace++) {
        long high = shard.idHigh(trace);
        long low = shard.idLow(trace);
        shard.visit(trace, fragment -> write(out, high, low, fragment));
      }
    }
  }

  private static void write(DataOutputStream out, long high, long low, Fragment fragment)
      throws IOException {
    out.writeLong(high);
    out.writeLong(low);
    out.writeLong(fragment.order());
    out.writeBoolean(fragment.signal() == Signal.LOGS);
    out.writeInt(fragment.length());
    out.write(fragment.bytes(), fragment.offset(), fragment.length());
  }

  void readInto(Shard shard) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES))) {
      while (true) {
        long high = in.readLong();
        long low = in.readLong();
        long order = in.readLong();
        Signal signal = in.readBoolean() ? Signal.LOGS : Signal.SPANS;
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        shard.add(high, low, new Fragment(signal, bytes, 0, bytes.length, order));
      }
    } catch (EOFException e) {
      // it was written whole
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
