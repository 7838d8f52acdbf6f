// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.calls;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.traceweir.trace.Resource;
import io.traceweir.trace.Trace;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The distinct services of one trace, numbered in the order of their first spans. */
final class Services {
  /** Names come from outside; nobody shall be able to choose ones that collide. */
  private static final Hasher64 HASH = Hashing.xxh3_64(ThreadLocalRandom.current().nextLong());

  private @Nullable String[] table = new @Nullable String[64];
  private int[] numbers = new int[64];
  private int[] ofSpans = {};
  private @Nullable String[] names = new @Nullable String[32];
  private int size;
  private boolean hasNameless;

  void read(Trace trace) {
    clear(trace.spanCount());
    Resource last = null;
    int number = 0;
    for (int i = 0; i < trace.spanCount(); i++) {
      Resource resource = trace.span(i).resource();
      // spans of one resource come together, and the cache makes equal resources one object
      if (last == null || !last.equals(resource)) {
        number = number(resource.serviceName());
        last = resource;
      }
      ofSpans[i] = number;
    }
  }

  private void clear(int spans) {
    if (!Capacity.fits(ofSpans.length, spans)) {
      int capacity = Capacity.of(spans);
      ofSpans = new int[capacity];
      names = new @Nullable String[capacity];
      table = new @Nullable String[2 * capacity];
      numbers = new int[2 * capacity];
    } else {
      Arrays.fill(table, null);
    }
    size = 0;
    hasNameless = false;
  }

  private int number(String name) {
    int known = firstFew(name);
    if (known >= 0) {
      return known;
    }
    int place = place(name);
    if (table[place] == null) {
      table[place] = name;
      numbers[place] = size;
      names[size++] = name;
      hasNameless |= name.isEmpty();
    }
    return numbers[place];
  }

  /** Most traces know few services, and a cached resource has one object for its name. */
  @SuppressWarnings("ReferenceEquality")
  private int firstFew(String name) {
    for (int i = 0; i < size && i < 8; i++) {
      if (names[i] == name) {
        return i;
      }
    }
    return -1;
  }

  /** Where the name stands, or would: at most half of the table is full. */
  private int place(String name) {
    int mask = table.length - 1;
    int place = (int) HASH.hashCharsToLong(name) & mask;
    while (table[place] != null && !name.equals(table[place])) {
      place = (place + 1) & mask;
    }
    return place;
  }

  /** Those that have a name. */
  int count() {
    return hasNameless ? size - 1 : size;
  }

  boolean contains(String name) {
    return table[place(name)] != null;
  }

  /** Of all, the one without a name too. */
  int numbers() {
    return size;
  }

  int ofSpan(int span) {
    return ofSpans[span];
  }

  String name(int number) {
    String name = names[number];
    return name == null ? "" : name;
  }
}
