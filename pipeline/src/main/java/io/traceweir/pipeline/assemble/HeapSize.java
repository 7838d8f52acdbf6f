// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

/** Sizes on a heap of up to 32 GB, whose references take 4 bytes. */
final class HeapSize {
  private static final int ARRAY_HEADER = 16;

  private HeapSize() {}

  /** Of an array whose elements take so many bytes together. */
  static long ofArray(long bytes) {
    return aligned(ARRAY_HEADER + bytes);
  }

  private static long aligned(long bytes) {
    return bytes + 7 & ~7L;
  }
}
