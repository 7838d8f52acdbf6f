// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Unpacks gzip and zstd, recognised by their first bytes whatever the file is called. */
final class Packing {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int LONGEST_MAGIC = 4;

  private Packing() {}

  /** The plain bytes of a stream, packed or not. */
  static InputStream unpacked(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, BUFFER_BYTES);
    in.mark(LONGEST_MAGIC);
    byte[] magic = in.readNBytes(LONGEST_MAGIC);
    in.reset();
    if (isGzip(magic)) {
      return new GzipMembers(new Waiting(in), BUFFER_BYTES);
    }
    return isZstd(magic) ? new ZstdInputStream(in) : in;
  }

  /** The plain bytes of a whole request. */
  static byte[] unpacked(byte[] bytes) throws IOException {
    if (!isGzip(bytes) && !isZstd(bytes)) {
      return bytes;
    }
    try (InputStream in = unpacked(new ByteArrayInputStream(bytes))) {
      byte[] plain = in.readNBytes(Pieces.MAX_BYTES + 1);
      if (plain.length > Pieces.MAX_BYTES) {
        throw new IOException("more than " + Pieces.MAX_BYTES + " bytes");
      }
      return plain;
    }
  }

  private static boolean isGzip(byte[] magic) {
    return magic.length >= 2 && magic[0] == 0x1F && magic[1] == (byte) 0x8B;
  }

  private static boolean isZstd(byte[] magic) {
    return magic.length >= LONGEST_MAGIC
        && magic[0] == 0x28
        && magic[1] == (byte) 0xB5
        && magic[2] == 0x2F
        && magic[3] == (byte) 0xFD;
  }
}
