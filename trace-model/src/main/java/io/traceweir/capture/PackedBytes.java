// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import java.io.IOException;
import java.io.InputStream;

/** What gzip is unpacked from. */
public abstract class PackedBytes extends InputStream {
  /** How many bytes were read. */
  public abstract long count();

  /**
   * Whether there may be more.
   *
   * @throws IOException also for what went wrong before, and was taken for the end
   */
  public abstract boolean isMore() throws IOException;

  /** Whoever unpacks gzip asks here whether another member may follow: until the end, it may. */
  @Override
  public final int available() throws IOException {
    return isMore() ? 1 : 0;
  }
}
