// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks all members of a gzip body. The library takes whatever is not a member for the end and
 * forgets it; here that is an error, lest a part of a request be lost in silence.
 */
final class GzipBody extends GZIPInputStream {
  private static final int BUFFER_BYTES = 8 * 1024;
  private static final int TRAILER_BYTES = 8;

  private final SocketBody packed;

  /** How much had been read when the inflater got its input. */
  private long filled;

  GzipBody(SocketBody packed) throws IOException {
    super(packed, BUFFER_BYTES);
    this.packed = packed;
  }

  @Override
  protected void fill() throws IOException {
    super.fill();
    filled = packed.count();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = super.read(bytes, offset, length);
    if (n < 0) {
      verifyEnd();
    }
    return n;
  }

  private void verifyEnd() throws IOException {
    packed.throwFailure();
    long endOfLastMember = filled - inf.getRemaining() + TRAILER_BYTES;
    if (packed.count() != endOfLastMember || packed.available() > 0) {
      throw new ZipException("bytes that are no gzip follow");
    }
  }
}
