// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what is read; another thread may ask, to draw how far it is. */
final class Counted extends FilterInputStream {
  private final AtomicLong count = new AtomicLong();

  Counted(InputStream in) {
    super(in);
  }

  long count() {
    return count.get();
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    add(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = super.read(bytes, offset, length);
    add(Math.max(0, n));
    return n;
  }

  @Override
  public long skip(long length) throws IOException {
    long skipped = super.skip(length);
    add(skipped);
    return skipped;
  }

  private void add(long bytes) {
    count.addAndGet(bytes);
  }
}
