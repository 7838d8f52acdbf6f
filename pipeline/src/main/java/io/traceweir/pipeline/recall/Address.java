// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.recall;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of one trace lie in the log: ranges of offsets for each topic of a task. What
 * comes late often lies far behind the rest, so a range for all would be long.
 */
public final class Address {
  /** More of them are joined, the nearest first. */
  static final int MOST_RANGES = 8;

  /** Reading past so many records that are not wanted is cheaper than another seek. */
  static final long NEAR = 200;

  /** By topic: first and last offset of a range, first and last of the next one, … */
  private final long[][] ranges;

  private Address(long[][] ranges) {
    this.ranges = ranges;
  }

  /** Nothing lies anywhere yet. */
  public static Address nowhere(int topics) {
    return new Address(new long[topics][0]);
  }

  /** This and what lies from one offset to another one. */
  public Address with(int topic, long first, long last) {
    long[][] grown = ranges.clone();
    grown[topic] = added(ranges[topic], first, last);
    return new Address(grown);
  }

  private static long[] added(long[] old, long first, long last) {
    int n = old.length;
    if (n > 0 && first <= old[n - 1] + NEAR) {
      long[] longer = old.clone();
      longer[n - 2] = Math.min(old[n - 2], first);
      longer[n - 1] = Math.max(old[n - 1], last);
      return longer;
    }
    long[] more = Arrays.copyOf(old, n + 2);
    more[n] = first;
    more[n + 1] = last;
    return more.length > 2 * MOST_RANGES ? joined(more) : more;
  }

  /** Joins the two ranges with the smallest gap. */
  private static long[] joined(long[] all) {
    int nearest = 1;
    for (int i = 1; i + 1 < all.length; i += 2) {
      if (all[i + 1] - all[i] < all[nearest + 1] - all[nearest]) {
        nearest = i;
      }
    }
    long[] fewer = new long[all.length - 2];
    System.arraycopy(all, 0, fewer, 0, nearest);
    System.arraycopy(all, nearest + 2, fewer, nearest, all.length - nearest - 2);
    return fewer;
  }

  /** How many topics the task reads. */
  public int topics() {
    return ranges.length;
  }

  /** How many ranges there are in a topic. */
  public int ranges(int topic) {
    return ranges[topic].length / 2;
  }

  /** The first offset of a range. */
  public long first(int topic, int range) {
    return ranges[topic][2 * range];
  }

  /** The last offset of a range, which belongs to it. */
  public long last(int topic, int range) {
    return ranges[topic][2 * range + 1];
  }

  /** How many offsets all ranges span. */
  public long offsets() {
    long offsets = 0;
    for (long[] topic : ranges) {
      for (int i = 0; i < topic.length; i += 2) {
        offsets += topic[i + 1] - topic[i] + 1;
      }
    }
    return offsets;
  }

  /** Writes it, small when it lies near these positions (the next offset of each topic). */
  public void write(CodedOutputStream out, long[] positions) throws IOException {
    for (int topic = 0; topic < ranges.length; topic++) {
      out.writeUInt32NoTag(ranges[topic].length / 2);
      long before = positions[topic];
      for (int i = 0; i < ranges[topic].length; i++) {
        long delta = i == 0 ? before - ranges[topic][0] : ranges[topic][i] - before;
        out.writeSInt64NoTag(delta);
        before = ranges[topic][i];
      }
    }
  }

  /**
   * Reads what was written for these positions; the input has a limit.
   *
   * @throws IOException when it is damaged
   */
  public static Address read(CodedInputStream in, long[] positions) throws IOException {
    long[][] ranges = new long[positions.length][];
    for (int topic = 0; topic < positions.length; topic++) {
      int count = in.readUInt32();
      if (count < 0 || count > in.getBytesUntilLimit()) {
        throw new IOException("more ranges than bytes");
      }
      ranges[topic] = new long[2 * count];
      long before = positions[topic];
      for (int i = 0; i < ranges[topic].length; i++) {
        long delta = in.readSInt64();
        before = i == 0 ? before - delta : before + delta;
        ranges[topic][i] = before;
      }
    }
    return new Address(ranges);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Address address && Arrays.deepEquals(ranges, address.ranges);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(ranges);
  }

  @Override
  public String toString() {
    return Arrays.deepToString(ranges);
  }
}
