// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Arrays put together and cut. */
final class Bytes {
  private Bytes() {}

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** Without so many of the last ones. */
  static byte[] cut(byte[] bytes, int last) {
    return Arrays.copyOf(bytes, bytes.length - last);
  }
}
