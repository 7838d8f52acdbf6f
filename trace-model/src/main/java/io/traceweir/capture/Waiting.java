// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import java.io.IOException;
import java.io.InputStream;

/** Packed bytes of a file or a pipe; one that has nothing to offer just now is waited for. */
final class Waiting extends PackedBytes {
  private final InputStream in;
  private long count;

  /**
   * @param in has to support mark
   */
  Waiting(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    count += next < 0 ? 0 : 1;
    return next;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = in.read(bytes, offset, length);
    count += Math.max(0, n);
    return n;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public boolean isMore() throws IOException {
    in.mark(1);
    int next = in.read();
    in.reset();
    return next >= 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
