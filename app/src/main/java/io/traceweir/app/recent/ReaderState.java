// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.recent;

/**
 * How far the reader is.
 *
 * @param connected Kafka answers
 * @param caughtUp at most a few records that were written are still to be read
 * @param problem what is wrong, for people; empty when nothing is
 * @param lastRecordMillis when the last record came, by this process' clock; zero when none has
 */
public record ReaderState(
    boolean connected, boolean caughtUp, String problem, long lastRecordMillis) {

  public static final ReaderState BEGINNING =
      new ReaderState(false, false, "not connected to Kafka yet", 0);

  ReaderState lost(String why) {
    return new ReaderState(false, false, why, lastRecordMillis);
  }

  ReaderState connected(boolean isCaughtUp) {
    return new ReaderState(true, isCaughtUp, "", lastRecordMillis);
  }

  ReaderState read(long nowMillis) {
    return new ReaderState(true, caughtUp, "", nowMillis);
  }
}
