// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks all members of gzip. The library takes whatever is not a member for the end and forgets
 * it; here that is an error, lest a part be lost in silence.
 */
public final class GzipMembers extends GZIPInputStream {
  private static final int TRAILER_BYTES = 8;

  private final PackedBytes packed;

  /** How much had been read when the inflater got its input. */
  private long filled;

  public GzipMembers(PackedBytes packed, int bufferBytes) throws IOException {
    super(packed, bufferBytes);
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
    if (n < 0 && (packed.isMore() || packed.count() != endOfLastMember())) {
      throw new ZipException("bytes that are no gzip follow");
    }
    return n;
  }

  private long endOfLastMember() {
    return filled - inf.getRemaining() + TRAILER_BYTES;
  }
}
