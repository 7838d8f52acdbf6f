// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All fragments of the input, by trace, in many parts of which each fits into memory; what does not
 * is written to temporary files. Many threads may add.
 */
public final class TraceStore implements Closeable {
  static final int SHARDS = 128;

  private final long bytesEach;
  private final Path folder;
  private final List<Slot> slots = new ArrayList<>();
  private volatile boolean hasOverflow;

  private static final class Slot {
    private @Nullable Shard shard = new Shard();
    private @Nullable Overflow overflow;
  }

  /**
   * An empty store.
   *
   * @param maxBytes of memory, about
   * @param folder for temporary files; has to be there when it is needed
   */
  public TraceStore(long maxBytes, Path folder) {
    this.bytesEach = maxBytes / SHARDS;
    this.folder = folder;
    for (int i = 0; i < SHARDS; i++) {
      slots.add(new Slot());
    }
  }

  void add(long idHigh, long idLow, Fragment fragment) {
    // the table within a shard takes the lowest bits
    Slot slot = slots.get((int) (TraceTable.hash(idHigh, idLow) >>> 20) & (SHARDS - 1));
    synchronized (slot) {
      Shard shard = slot.shard == null ? new Shard() : slot.shard;
      shard.add(idHigh, idLow, fragment);
      slot.shard = shard;
      if (shard.bytes() > bytesEach) {
        overflow(slot, shard);
      }
    }
  }

  private void overflow(Slot slot, Shard shard) {
    try {
      if (slot.overflow == null) {
        Path file = Files.createTempFile(folder, "traceweir-simulate-", ".traces");
        file.toFile().deleteOnExit();
        slot.overflow = new Overflow(file);
        hasOverflow = true;
      }
      slot.overflow.write(shard);
      slot.shard = null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A part with all of its traces; to be asked for once, when all has been added. */
  Shard take(int number) {
    Slot slot = slots.get(number);
    synchronized (slot) {
      Shard shard = slot.shard == null ? new Shard() : slot.shard;
      slot.shard = null;
      if (slot.overflow == null) {
        return shard;
      }
      try (Overflow overflow = slot.overflow) {
        overflow.write(shard);
        Shard whole = new Shard();
        overflow.readInto(whole);
        slot.overflow = null;
        return whole;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Whether all parts together are more than fits into memory. */
  boolean hasOverflow() {
    return hasOverflow;
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    for (Slot slot : slots) {
      if (slot.overflow != null) {
        slot.overflow.close();
      }
    }
  }
}
