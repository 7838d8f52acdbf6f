// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.split;

/** Says once that a source is idle, as the split stage does, for tests of other packages. */
public final class Idleness {
  private final Announcement announcement = new Announcement();

  public void say(Runnable sending) {
    announcement.say(sending);
  }

  public boolean isSaidBefore(long wallMillis) {
    return announcement.isOverBefore(wallMillis);
  }
}
