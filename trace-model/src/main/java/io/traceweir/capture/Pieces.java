// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Cuts a file into requests. */
interface Pieces {
  /** No request needs as much; what claims to is broken, and would take the memory away. */
  int MAX_BYTES = 256 * 1024 * 1024;

  /**
   * The next one, null at the end and behind a mistake after which nobody can tell where the next
   * one begins.
   *
   * @throws CaptureException for what is no request; the one after it can be asked for
   */
  @Nullable Piece next() throws IOException, CaptureException;
}
