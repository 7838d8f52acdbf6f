// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import java.io.ByteArrayInputStream;

/** A pipe that gives a few bytes at a time and never has any to offer when it is asked. */
final class Slow extends ByteArrayInputStream {
  Slow(byte[] bytes) {
    super(bytes);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    return super.read(bytes, offset, Math.min(length, 7));
  }

  @Override
  public int available() {
    return 0;
  }
}
