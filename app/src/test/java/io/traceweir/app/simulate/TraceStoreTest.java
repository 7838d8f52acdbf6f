// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.otlp.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store against a map, with all in memory and with nearly all in files. */
class TraceStoreTest {
  private static final int FRAGMENTS = 5_000;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path folder;

  private final Random random = new Random(20_260_721);

  private record Put(long high, long low, Fragment fragment) {}

  @ParameterizedTest
  @ValueSource(longs = {1L << 40, 4L << 20, 0})
  void shouldGiveBackWhatEachTraceHasInTheOrderOfTheInput(long maxBytes) throws Exception {
    List<Put> puts = puts();
    Map<String, String> expected = new TreeMap<>();
    puts.forEach(put -> expected.merge(id(put), shown(put.fragment), String::concat));
    List<Put> arrivals = new ArrayList<>(puts);
    Collections.shuffle(arrivals, random);

    Map<String, String> actual = new TreeMap<>();
    try (TraceStore store = new TraceStore(maxBytes, folder)) {
      arrivals.forEach(put -> store.add(put.high, put.low, put.fragment));
      assertThat(store.hasOverflow()).isEqualTo(maxBytes < 1L << 40);
      for (int i = 0; i < TraceStore.SHARDS; i++) {
        actual.putAll(content(store.take(i)));
      }
    }
    assertThat(actual).isEqualTo(expected);
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldLeaveNoFileBehindWhenItIsClosedEarly() throws Exception {
    try (TraceStore store = new TraceStore(0, folder)) {
      puts().forEach(put -> store.add(put.high, put.low, put.fragment));
      assertThat(files()).isNotEmpty();
    }
    assertThat(files()).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** Ids of every kind: random, counted, and times in front; fragments empty, small and large. */
  private List<Put> puts() {
    List<Put> puts = new ArrayList<>();
    for (int order = 0; order < FRAGMENTS; order++) {
      byte[] bytes = new byte[8 + random.nextInt(order % 250 == 0 ? 100_000 : 60)];
      random.nextBytes(bytes);
      int offset = random.nextInt(8);
      Signal signal = random.nextInt(3) == 0 ? Signal.LOGS : Signal.SPANS;
      long high = random.nextBoolean() ? 0 : (long) random.nextInt(50) << 32;
      long low = random.nextInt(40);
      puts.add(
          new Put(
              high,
              low,
              new Fragment(signal, bytes, offset, bytes.length - 8 - offset / 8, order)));
    }
    return puts;
  }

  private static Map<String, String> content(Shard shard) {
    Map<String, String> content = new TreeMap<>();
    long before = 0;
    for (int trace : shard.sorted()) {
      StringBuilder text = new StringBuilder();
      shard.visit(trace, fragment -> text.append(shown(fragment)));
      content.put(shard.idHigh(trace) + ":" + shard.idLow(trace), text.toString());
      assertThat(Long.compareUnsigned(shard.idHigh(trace), before)).isNotNegative();
      before = shard.idHigh(trace);
    }
    return content;
  }

  private static String id(Put put) {
    return put.high + ":" + put.low;
  }

  private static String shown(Fragment fragment) {
    int end = fragment.offset() + fragment.length();
    byte[] bytes = Arrays.copyOfRange(fragment.bytes(), fragment.offset(), end);
    return fragment.signal() + " " + bytes.length + " " + Arrays.hashCode(bytes) + "; ";
  }
}
