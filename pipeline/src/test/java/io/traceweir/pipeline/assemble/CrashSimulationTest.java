// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.QuickSettings;
import io.traceweir.pipeline.split.Fragments;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A task that crashes at random places leaves what an undisturbed one leaves. */
class CrashSimulationTest {
  private static final int SEQUENCES = 1_000;

  @Test
  void shouldDecideTheSameWithAndWithoutCrashes() {
    for (int seed = 0; seed < SEQUENCES; seed++) {
      List<Event> events = events(new Random(seed));
      SimulatedTask calm = run(events, new Random(0), 0);
      SimulatedTask crashing = run(events, new Random(seed), 4);

      assertThat(crashing.committed())
          .as("seed %d", seed)
          .containsExactlyElementsOf(calm.committed());
      assertThat(crashing.waiting()).as("seed %d", seed).isEqualTo(calm.waiting());
    }
  }

  /** One record of the log, or silence. */
  private record Event(byte @Nullable [] key, byte @Nullable [] value, long silenceMillis) {}

  private static SimulatedTask run(List<Event> events, Random random, int crashes) {
    var task = new SimulatedTask(QuickSettings.of("unused", Path.of("unused")));
    for (Event e : events) {
      if (e.key != null && e.value != null) {
        task.append(e.key, e.value);
      }
    }
    int left = crashes;
    int position = 0;
    int committed = 0;
    while (position < events.size()) {
      Event e = events.get(position);
      if (e.value == null) {
        task.commit();
        task.silence(e.silenceMillis);
        task.commit();
        committed = position + 1;
      } else {
        task.step();
      }
      position++;
      if (left > 0 && random.nextInt(10) == 0) {
        left--;
        task.crash();
        position = committed;
      } else if (random.nextInt(4) == 0) {
        task.commit();
        committed = position;
      }
    }
    task.commit();
    return task;
  }

  private static List<Event> events(Random random) {
    List<Event> events = new ArrayList<>();
    long clock = 1_700_000_000_000L;
    int traces = 3 + random.nextInt(10);
    for (int i = 0; i < 60; i++) {
      clock += random.nextInt(400);
      if (random.nextInt(25) == 0) {
        events.add(new Event(null, null, 1 + random.nextInt(8_000)));
        continue;
      }
      events.add(fragment(random, "t" + random.nextInt(traces), clock - random.nextInt(500)));
    }
    events.add(new Event(null, null, 20_000));
    return events;
  }

  private static Event fragment(Random random, String name, long timeMillis) {
    TraceBuilder trace = Traces.trace(name);
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
        Fragments.fragment(logs ? Signal.LOGS : Signal.SPANS, root && !logs, timeMillis, request);
    return new Event(id.array(), value, 0);
  }
}
