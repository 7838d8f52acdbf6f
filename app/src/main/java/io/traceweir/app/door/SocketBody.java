// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import io.traceweir.capture.PackedBytes;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a request as they come from the client: never more than the limit, never fewer than
 * it said there would be.
 */
final class SocketBody extends PackedBytes {
  private final InputStream socket;
  private final long declaredBytes;
  private final long limitBytes;
  private long count;
  private boolean ended;
  private @Nullable IOException failure;

  /** More came than may come. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** The client is gone, or took too long. */
  static final class GoneException extends IOException {
    private static final long serialVersionUID = 1L;

    GoneException(IOException cause) {
      super("the client went away", cause);
    }

    GoneException() {
      super("the client went away");
    }
  }

  /**
   * What the server hands out.
   *
   * @param declaredBytes negative when the client did not say
   */
  SocketBody(InputStream socket, long declaredBytes, long limitBytes) {
    this.socket = socket;
    this.declaredBytes = declaredBytes;
    this.limitBytes = limitBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      int n = next(bytes, offset, length);
      ended = n < 0;
      return n;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  private int next(byte[] bytes, int offset, int length) throws IOException {
    int n;
    try {
      n = socket.read(bytes, offset, length);
    } catch (IOException e) {
      throw new GoneException(e);
    }
    if (n < 0 && count < declaredBytes) {
      throw new GoneException();
    }
    count += Math.max(n, 0);
    if (count > limitBytes) {
      throw new TooLongException();
    }
    return n;
  }

  @Override
  public boolean isMore() throws IOException {
    if (failure != null) {
      throw failure;
    }
    return !ended && count != declaredBytes;
  }

  @Override
  public long count() {
    return count;
  }
}
