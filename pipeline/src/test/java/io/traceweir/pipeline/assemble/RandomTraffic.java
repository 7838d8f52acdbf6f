// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.split.Fragments;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What a fragments partition may see: spans and logs of few traces from several sources,
 * watermarks, duplicates, pauses after which decisions are forgotten, times that are hard to
 * believe, garbage, silence.
 */
final class RandomTraffic {
  final int sources;
  final List<Event> events = new ArrayList<>();
  private final Random random;
  private final int traces;
  private final int steps;
  private final boolean[] speaks;
  private long clock = 1_700_000_000_000L;

  /** A record of the log, or (without a value) silence. */
  record Event(byte @Nullable [] key, byte @Nullable [] value, long silenceMillis) {}

  RandomTraffic(Random random, int length) {
    this.random = random;
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
      case 4 -> events.add(new Event(new byte[] {1}, new byte[] {9, 9, 9}, 0));
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
    events.add(new Event(null, null, millis));
  }

  private void pause(long millis) {
    clock += millis;
    for (int source = 0; source < sources; source++) {
      watermark(source, false);
    }
  }

  private void watermark(int source, boolean idle) {
    long millis = clock - random.nextInt(1_000) - (idle ? random.nextInt(20_000) : 0);
    events.add(new Event(null, Fragments.watermark(source, millis, idle, sources), 0));
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
    trace.spanId(String.format("%016x", 1 + random.nextInt(40)));
    if (random.nextInt(6) == 0) {
      trace.error();
    }
    boolean logs = random.nextInt(4) == 0;
    if (logs) {
      trace.log(SeverityNumber.SEVERITY_NUMBER_INFO, "line " + random.nextInt(1000));
    }
    byte[] request = logs ? trace.logs().toByteArray() : trace.request().toByteArray();
    var id = ByteBuffer.wrap(HexFormat.of().parseHex(trace.traceId()));
    byte[] value =
        Fragments.fragment(
            speaker(), logs ? Signal.LOGS : Signal.SPANS, root && !logs, timeMillis, request);
    events.add(new Event(id.array(), value, 0));
  }
}
