// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** How a file may be packed. */
enum Wrapping {
  PLAIN {
    @Override
    byte[] wrap(byte[] bytes) {
      return bytes;
    }
  },
  GZIP {
    @Override
    byte[] wrap(byte[] bytes) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
        out.write(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return packed.toByteArray();
    }
  },
  /** What {@code cat a.gz b.gz} makes. */
  GZIP_OF_MEMBERS {
    @Override
    byte[] wrap(byte[] bytes) {
      int half = bytes.length / 2;
      return Bytes.join(
          GZIP.wrap(Arrays.copyOf(bytes, half)),
          GZIP.wrap(Arrays.copyOfRange(bytes, half, bytes.length)));
    }
  },
  ZSTD {
    @Override
    byte[] wrap(byte[] bytes) {
      return Zstd.compress(bytes);
    }
  },
  ZSTD_OF_FRAMES {
    @Override
    byte[] wrap(byte[] bytes) {
      int half = bytes.length / 2;
      return Bytes.join(
          ZSTD.wrap(Arrays.copyOf(bytes, half)),
          ZSTD.wrap(Arrays.copyOfRange(bytes, half, bytes.length)));
    }
  };

  abstract byte[] wrap(byte[] bytes);
}
