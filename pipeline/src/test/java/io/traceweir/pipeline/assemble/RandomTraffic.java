// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.split.Fragments;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What a partition of the log may see: spans and logs of few traces from several sources (of a
 * fragments topic) or topics (of keyed input), watermarks, duplicates, pauses after which decisions
 * are forgotten, times that are hard to believe, garbage, fragments of strangers, silence.
 */
final class RandomTraffic {
  final int sources;
  final List<Event> events = new ArrayList<>();
  private final Random random;
  private final int traces;
  private final int steps;
  private final boolean keyed;
  private final boolean[] speaks;
  private long clock = 1_700_000_000_000L;

  /**
   * A record of the log, or (without a value) silence.
   *
   * @param topic of keyed input: 0 for spans, 1 for logs
   * @param timeMillis of the record; the fragments topic is not read by it
   * @param wallMillis when it is read
   * @param says what a fragment or watermark says, null when it is garbage or a stranger's
   */
  record Event(
      int topic,
      byte @Nullable [] key,
      byte @Nullable [] value,
      long timeMillis,
      long wallMillis,
      long silenceMillis,
      @Nullable Says says) {}

  /**
   * In the words of a model.
   *
   * @param trace null for a watermark
   * @param item the span or the log line
   */
  record Says(
      int source,
      long timeMillis,
      boolean idle,
      @Nullable String trace,
      boolean logs,
      boolean root,
      String item) {}

  RandomTraffic(Random random, int length) {
    this(random, length, false);
  }

  /**
   * @param keyed the input topics themselves, not fragments
   */
  RandomTraffic(Random random, int length, boolean keyed) {
    this.random = random;
    this.keyed = keyed;
    this.sources = 1 + random.nextInt(3);
    this.traces = 1 + random.nextInt(10);
    this.steps = 100 + random.nextInt(3) * 1_000;
    this.speaks = new boolean[sources];
    for (int i = 0; i < length; i++) {
      clock += random.nextInt(steps);
      speaks[random.nextInt(sources)] ^= random.nextInt(8) == 0;
      next();
    }
    silence(20_000);
  }

  private void next() {
    switch (random.nextInt(50)) {
      case 0, 1 -> silence(1 + random.nextInt(8_000));
      case 2 -> pause(10_000 + random.nextInt(50_000));
      case 3 -> jump(61_000 + random.nextInt(1_000_000));
      case 4 -> garbage();
      case 5, 6, 7, 8, 9, 10 -> watermark();
      case 11, 12, 13, 14, 15, 16 -> again();
      default -> fragment(clock - random.nextInt(500));
    }
  }

  /** One record with a wrong time, or all that follow are there as well. */
  private void jump(long millis) {
    fragment(clock + millis);
    if (random.nextBoolean()) {
      clock += millis;
    }
  }

  private void watermark() {
    int source = random.nextInt(sources);
    watermark(source, !speaks[source]);
  }

  private void silence(long millis) {
    events.add(new Event(0, null, null, 0, wall(), millis, null));
  }

  /** Mostly somewhat later than the data, some times much. */
  private long wall() {
    return clock + random.nextInt(100) * (random.nextInt(20) == 0 ? 10_000L : 10L);
  }

  private void garbage() {
    byte[] request = {9, 9, 9};
    byte[] foreign = Fragments.foreign(Signal.SPANS, clock + random.nextInt(300_000), request);
    boolean stranger = !keyed && random.nextBoolean();
    byte[] key = stranger ? new byte[16] : new byte[] {1};
    events.add(new Event(0, key, stranger ? foreign : request, clock, wall(), 0, null));
  }

  private void pause(long millis) {
    clock += millis;
    for (int source = 0; source < sources; source++) {
      watermark(source, false);
    }
  }

  private void watermark(int source, boolean idle) {
    long millis = clock - random.nextInt(1_000) - (idle ? random.nextInt(20_000) : 0);
    if (!keyed) {
      byte[] value = Fragments.watermark(source, millis, idle, sources);
      var says = new Says(source, millis, idle, null, false, false, "");
      events.add(new Event(0, null, value, millis, wall(), 0, says));
    }
  }

  /** Something that was there before, perhaps long ago. */
  private void again() {
    if (!events.isEmpty()) {
      int back = random.nextInt(random.nextBoolean() ? 10 : 200);
      events.add(events.get(Math.max(0, events.size() - 1 - back)));
    }
  }

  /** A source that is not quiet, when there is one. */
  private int speaker() {
    int source = random.nextInt(sources);
    for (int i = 0; i < sources && !speaks[source]; i++) {
      source = (source + 1) % sources;
    }
    return source;
  }

  private void fragment(long timeMillis) {
    TraceBuilder trace = Traces.trace("t" + random.nextInt(traces));
    boolean root = random.nextInt(4) == 0;
    trace = root ? trace.root("root") : trace.orphan("span" + random.nextInt(50));
    String spanId = String.format("%016x", 1 + random.nextInt(40));
    trace.spanId(spanId);
    if (random.nextInt(6) == 0) {
      trace.error();
    }
    boolean logs = random.nextInt(4) == 0;
    if (logs) {
      trace.log(SeverityNumber.SEVERITY_NUMBER_INFO, "line " + random.nextInt(1000));
    }
    byte[] request = logs ? trace.logs().toByteArray() : trace.request().toByteArray();
    String hex = trace.traceId();
    String item = logs ? Arrays.toString(request) : spanId + kind(trace);
    int source = speaker();
    var says = new Says(source, timeMillis, false, hex, logs, root && !logs, item);
    Signal signal = logs ? Signal.LOGS : Signal.SPANS;
    byte[] key = keyed ? hex.getBytes(StandardCharsets.US_ASCII) : HexFormat.of().parseHex(hex);
    byte[] value =
        keyed ? request : Fragments.fragment(source, signal, says.root(), timeMillis, request);
    events.add(new Event(logs ? 1 : 0, key, value, timeMillis, wall(), 0, says));
  }

  /** With the id it tells spans apart. */
  private static String kind(TraceBuilder trace) {
    return trace.request().getResourceSpans(0).getScopeSpans(0).getSpans(0).getKind().name();
  }
}
