// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Series by what tells them apart, open addressing with linear probing, at most half full. Finding
 * allocates nothing: the caller fills in a {@link Probe} of its own. A new tick costs what changed
 * in the last one, as series stay and only the touched ones are gone through.
 */
final class SeriesTable {
  /** Who and what a series is about; filled in for each span, never kept. */
  static final class Probe {
    final @Nullable Object[] dimensions;
    Object first = "";
    Object second = "";
    int code;

    Probe(int dimensions) {
      this.dimensions = new Object[dimensions];
    }

    int hash() {
      int hash = (first.hashCode() * 31 + second.hashCode()) * 31 + code;
      for (Object value : dimensions) {
        hash =
            hash * 31 + (value instanceof byte[] b ? Arrays.hashCode(b) : Objects.hashCode(value));
      }
      hash *= 0x9E3779B9;
      return hash ^ (hash >>> 15);
    }

    private boolean isOf(Series series) {
      if (code != series.code || !first.equals(series.first) || !second.equals(series.second)) {
        return false;
      }
      for (int i = 0; i < dimensions.length; i++) {
        if (!Objects.deepEquals(dimensions[i], series.dimensions[i])) {
          return false;
        }
      }
      return true;
    }
  }

  private static final int FIRST_CAPACITY = 256;

  private @Nullable Series[] slots = new Series[FIRST_CAPACITY];
  private Series[] touched = new Series[FIRST_CAPACITY];
  private int touchedCount;
  private int size;

  @Nullable Series find(Probe probe) {
    int hash = probe.hash();
    int mask = slots.length - 1;
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      Series series = slots[i];
      if (series == null || (series.hash == hash && probe.isOf(series))) {
        return series;
      }
    }
  }

  /** The series must not be here yet. */
  void add(Series series) {
    if (2 * (size + 1) > slots.length) {
      grow();
    }
    put(series);
    size++;
  }

  private void put(Series series) {
    int mask = slots.length - 1;
    int i = series.hash & mask;
    while (slots[i] != null) {
      i = (i + 1) & mask;
    }
    slots[i] = series;
  }

  private void grow() {
    @Nullable Series[] old = slots;
    slots = new Series[2 * old.length];
    for (Series series : old) {
      if (series != null) {
        put(series);
      }
    }
  }

  void touch(Series series) {
    if (series.isTouched) {
      return;
    }
    series.isTouched = true;
    if (touchedCount == touched.length) {
      touched = Arrays.copyOf(touched, 2 * touchedCount);
    }
    touched[touchedCount++] = series;
  }

  int size() {
    return size;
  }

  boolean isUntouched() {
    return touchedCount == 0;
  }

  /** Hands over what was touched since the last time and sets it back to zero. */
  void drain(Consumer<Series> out) {
    for (int i = 0; i < touchedCount; i++) {
      Series series = touched[i];
      out.accept(series);
      series.value.clear();
      series.isTouched = false;
    }
    touchedCount = 0;
  }

  /** Forgets all series; nothing may be touched. */
  void forget() {
    slots = new Series[FIRST_CAPACITY];
    touched = new Series[FIRST_CAPACITY];
    size = 0;
  }
}
