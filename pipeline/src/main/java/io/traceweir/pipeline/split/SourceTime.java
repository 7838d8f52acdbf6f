// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.split;

/**
 * The time one source has reached: the largest record time that can be believed.
 *
 * <p>A jump of more than a minute is not believed on the word of one record, because a single
 * producer with a wrong clock would make every waiting trace due. It counts once {@value #AGREEING}
 * records in a row agree, or somebody else vouches for it. All times are milliseconds since the
 * epoch.
 */
public final class SourceTime {
  /** Ahead of the source by this much, a record is not believed alone. */
  public static final long JUMP_MILLIS = 60_000;

  /** So many records in a row make a jump believable. */
  public static final int AGREEING = 16;

  /** Stands for "nothing heard yet". */
  public static final long UNHEARD = Long.MIN_VALUE;

  private long millis = UNHEARD;
  private long jumpMillis;
  private int jumpRecords;

  /** The time believed so far, or {@link #UNHEARD}. */
  public long millis() {
    return millis;
  }

  /** The smallest time of a jump not believed yet, or {@link #UNHEARD}. */
  public long doubtedMillis() {
    return jumpRecords == 0 ? UNHEARD : jumpMillis;
  }

  /**
   * Takes the time of a record; true when the believed time moved.
   *
   * @param firstUpTo with no other time to compare it with, a record is believed alone up to this
   */
  public boolean observe(long recordMillis, long firstUpTo) {
    if (recordMillis > (millis == UNHEARD ? firstUpTo : millis + JUMP_MILLIS)) {
      return doubt(recordMillis);
    }
    jumpRecords = 0;
    return raiseTo(recordMillis);
  }

  /** Takes a time that needs no second opinion; true when the believed time moved. */
  public boolean raiseTo(long vouchedMillis) {
    if (vouchedMillis <= millis) {
      return false;
    }
    millis = vouchedMillis;
    if (jumpMillis <= millis + JUMP_MILLIS) {
      jumpRecords = 0; // what was in doubt is near now, and must not speak for a farther jump
    }
    return true;
  }

  /** Records in a row that are ahead of what is believed. */
  public int doubtingRecords() {
    return jumpRecords;
  }

  /** Goes back to a state that was read from here before. */
  public void restore(long believedMillis, long doubtedMillis, int doubtingRecords) {
    millis = believedMillis;
    jumpMillis = doubtedMillis;
    jumpRecords = doubtingRecords;
  }

  /** Believes a jump in doubt because nothing else comes, unless it goes beyond this time. */
  public boolean believeUpTo(long latestMillis) {
    return jumpMillis <= latestMillis && believe();
  }

  /** Believes a jump in doubt: a second source is there too. */
  public boolean believe() {
    if (jumpRecords == 0) {
      return false;
    }
    jumpRecords = 0;
    return raiseTo(jumpMillis);
  }

  private boolean doubt(long recordMillis) {
    jumpMillis = jumpRecords == 0 ? recordMillis : Math.min(jumpMillis, recordMillis);
    jumpRecords++;
    return jumpRecords >= AGREEING && believe();
  }
}
