// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.recall;

import io.traceweir.otlp.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Parts of a trace, as they are found. */
final class Found {
  private final List<Recalled.Part> parts = new ArrayList<>();
  private long bytes;

  /** A small part of a large array is copied, so that it does not pin the array. */
  void add(Signal signal, byte[] array, int offset, int length) {
    bytes += length;
    if (2 * length < array.length) {
      byte[] own = Arrays.copyOfRange(array, offset, offset + length);
      parts.add(new Recalled.Part(signal, own, 0, length));
    } else {
      parts.add(new Recalled.Part(signal, array, offset, length));
    }
  }

  List<Recalled.Part> parts() {
    return parts;
  }

  long bytes() {
    return bytes;
  }
}
