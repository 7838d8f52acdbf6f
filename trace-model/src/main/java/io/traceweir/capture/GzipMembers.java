// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks all members of a gzip file. The library takes a pipe that has nothing to offer just now,
 * and bytes that are no member, for the end; here the one is waited for and the other is an error,
 * lest a part of the file be lost in silence.
 */
final class GzipMembers extends GZIPInputStream {
  private static final int TRAILER_BYTES = 8;

  private final Waiting packed;

  /** How much had been read when the inflater got its input. */
  private long filled;

  /**
   * @param packed has to support mark
   */
  GzipMembers(InputStream packed, int bufferBytes) throws IOException {
    this(new Waiting(new Counted(packed)), bufferBytes);
  }

  private GzipMembers(Waiting packed, int bufferBytes) throws IOException {
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
    if (n < 0
        && (packed.count() != filled - inf.getRemaining() + TRAILER_BYTES || packed.isMore())) {
      throw new ZipException("bytes that are no gzip follow");
    }
    return n;
  }

  /** Offers something until the end, because the library asks whether there is another member. */
  private static final class Waiting extends FilterInputStream {
    private final Counted counted;

    private Waiting(Counted in) {
      super(in);
      this.counted = in;
    }

    private long count() {
      return counted.count();
    }

    private boolean isMore() throws IOException {
      return counted.isMore();
    }

    @Override
    public int available() throws IOException {
      return isMore() ? 1 : 0;
    }
  }
}
