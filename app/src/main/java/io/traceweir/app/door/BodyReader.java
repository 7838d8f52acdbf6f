// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import io.traceweir.app.door.Refusal.Reason;
import io.traceweir.capture.GzipMembers;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * Reads a body into one array, no further than the limit, before and after it is unpacked. Room is
 * asked of the budget before it is taken, so a bomb of gzip stops where a large request would.
 */
final class BodyReader {
  private static final int FIRST_BYTES = 16 * 1024;
  private static final int PACKED_BYTES = 8 * 1024;
  private static final int COME_AGAIN_SECONDS = 1;

  private final int limitBytes;

  BodyReader(int limitBytes) {
    this.limitBytes = limitBytes;
  }

  /**
   * All of it.
   *
   * @param declaredBytes as the client said, or negative when it did not
   * @throws IOException when the client has gone
   */
  byte[] read(InputStream socket, long declaredBytes, boolean gzip, Budget.Share share)
      throws IOException, Refusal {
    if (declaredBytes > limitBytes) {
      throw tooLarge();
    }
    SocketBody raw = new SocketBody(socket, declaredBytes, limitBytes);
    try {
      return readAll(gzip ? new GzipMembers(raw, PACKED_BYTES) : raw, share);
    } catch (SocketBody.TooLongException e) {
      throw tooLarge();
    } catch (ZipException | EOFException e) {
      throw new Refusal(Reason.MALFORMED, "the body is not what gzip writes, or ends early");
    }
  }

  /** Room grows with what has come: what a client says it will send costs nothing. */
  private byte[] readAll(InputStream in, Budget.Share share) throws IOException, Refusal {
    byte[] bytes = new byte[take(Math.min(FIRST_BYTES, limitBytes + 1), share)];
    int count = 0;
    for (int n = in.read(bytes, 0, bytes.length); n >= 0; ) {
      count += n;
      if (count > limitBytes) {
        throw tooLarge();
      }
      if (count == bytes.length) {
        int more = Math.min(bytes.length, limitBytes + 1 - bytes.length);
        bytes = Arrays.copyOf(bytes, bytes.length + take(more, share));
      }
      n = in.read(bytes, count, bytes.length - count);
    }
    return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
  }

  private static int take(int bytes, Budget.Share share) throws Refusal {
    if (!share.take(bytes)) {
      throw overloaded();
    }
    return bytes;
  }

  /** Too much at once from all clients together. */
  static Refusal overloaded() {
    return new Refusal(
        Reason.OVERLOADED, "too many bytes of requests at the same time", COME_AGAIN_SECONDS);
  }

  private Refusal tooLarge() {
    return new Refusal(
        Reason.TOO_LARGE,
        "the body is larger than " + limitBytes + " bytes, before or after it is unpacked");
  }
}
