// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import io.traceweir.otlp.Signal;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Traces by what came of them: the bytes lie one after the other in large arrays, and a list of
 * places leads from one fragment of a trace to the next. One thread at a time.
 */
final class Shard implements Later.Traces {
  private static final int FIRST_BLOCK = 16 * 1024;
  private static final int LARGEST_BLOCK = 1024 * 1024;

  /** Of the arrays, for each fragment and for each trace. */
  private static final int FRAGMENT_BYTES = 24;

  private static final int TRACE_BYTES = 40;

  private final TraceTable table = new TraceTable();
  private final List<byte[]> blocks = new ArrayList<>();
  private int used;
  private long blockBytes;
  private int count;

  /** Of each trace, its first and last fragment. */
  private int[] heads = new int[16];

  private int[] tails = new int[16];

  /** Of each fragment: the next one of its trace, block and offset, length (of logs below 0). */
  private int[] nexts = new int[16];

  private long[] places = new long[16];
  private int[] lengths = new int[16];

  /** Where in the input it was. */
  private long[] orders = new long[16];

  int traces() {
    return table.count();
  }

  long idHigh(int trace) {
    return table.high(trace);
  }

  long idLow(int trace) {
    return table.low(trace);
  }

  /** Memory that it takes, about. */
  long bytes() {
    return blockBytes + (long) FRAGMENT_BYTES * nexts.length + (long) TRACE_BYTES * heads.length;
  }

  void add(long idHigh, long idLow, Fragment fragment) {
    int before = table.count();
    int trace = table.number(idHigh, idLow);
    if (trace == heads.length) {
      heads = Arrays.copyOf(heads, 2 * trace);
      tails = Arrays.copyOf(tails, 2 * trace);
    }
    int number = append(fragment);
    if (table.count() > before) {
      heads[trace] = number;
    } else {
      nexts[tails[trace]] = number;
    }
    tails[trace] = number;
  }

  private int append(Fragment fragment) {
    if (count == nexts.length) {
      nexts = Arrays.copyOf(nexts, 2 * count);
      places = Arrays.copyOf(places, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
      orders = Arrays.copyOf(orders, 2 * count);
    }
    nexts[count] = -1;
    places[count] = place(fragment);
    lengths[count] = fragment.signal() == Signal.LOGS ? ~fragment.length() : fragment.length();
    orders[count] = fragment.order();
    return count++;
  }

  private long place(Fragment fragment) {
    int length = fragment.length();
    if (blocks.isEmpty() || used + length > last().length) {
      int next = blocks.isEmpty() ? FIRST_BLOCK : Math.min(LARGEST_BLOCK, 2 * last().length);
      byte[] block = new byte[Math.max(next, length)];
      blocks.add(block);
      blockBytes += block.length;
      used = 0;
    }
    System.arraycopy(fragment.bytes(), fragment.offset(), last(), used, length);
    long place = ((long) (blocks.size() - 1) << 32) | used;
    used += length;
    return place;
  }

  private byte[] last() {
    return blocks.get(blocks.size() - 1);
  }

  /** Told of each fragment of a trace. */
  interface Visitor<E extends Exception> {
    void fragment(Fragment fragment) throws E;
  }

  /** The fragments of a trace, in the order of the input, whoever brought them here first. */
  <E extends Exception> void visit(int trace, Visitor<E> visitor) throws E {
    int[] chain = new int[4];
    int size = 0;
    for (int i = heads[trace]; i >= 0; i = nexts[i]) {
      if (size == chain.length) {
        chain = Arrays.copyOf(chain, 2 * size);
      }
      int at = size++;
      while (at > 0 && orders[chain[at - 1]] > orders[i]) {
        chain[at] = chain[at - 1];
        at--;
      }
      chain[at] = i;
    }
    for (int i = 0; i < size; i++) {
      visitor.fragment(fragment(chain[i]));
    }
  }

  private Fragment fragment(int i) {
    boolean logs = lengths[i] < 0;
    return new Fragment(
        logs ? Signal.LOGS : Signal.SPANS,
        blocks.get((int) (places[i] >>> 32)),
        (int) places[i],
        logs ? ~lengths[i] : lengths[i],
        orders[i]);
  }

  @Override
  public Trace read(int trace, TraceReader reader) {
    reader.begin(idHigh(trace), idLow(trace));
    visit(trace, f -> reader.add(f.signal(), f.bytes(), f.offset(), f.length()));
    return reader.finish();
  }

  /** Traces by their ids, which is the same whoever was first. */
  int[] sorted() {
    return IntStream.range(0, traces())
        .boxed()
        .sorted(
            Comparator.comparing(this::idHigh, Long::compareUnsigned)
                .thenComparing(this::idLow, Long::compareUnsigned))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
