// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.function.BiConsumer;

/** What one tick of one assemble task adds to the series of one partition. */
public final class Deltas {
  static final int VERSION = 1;

  private Deltas() {}

  /**
   * Reads what {@link TickMetrics#drain} wrote. A series may come more than once.
   *
   * @throws IllegalArgumentException when these are no such bytes; what came before the fault has
   *     been handed over
   */
  public static void forEach(
      byte[] bytes, int offset, int length, BiConsumer<SeriesKey, SeriesValue> out) {
    if (length == 0 || bytes[offset] != VERSION) {
      throw new IllegalArgumentException(
          "deltas of version " + (length == 0 ? "none" : bytes[offset]) + ", not " + VERSION);
    }
    CodedInputStream in = CodedInputStream.newInstance(bytes, offset + 1, length - 1);
    try {
      while (!in.isAtEnd()) {
        SeriesKey key = SeriesKey.of(in.readByteArray());
        SeriesKeyCodec.verify(key.bytes());
        out.accept(key, SeriesValueCodec.read(in));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("deltas cut short or garbled", e);
    }
  }
}
