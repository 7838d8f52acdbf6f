// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.pipeline.assemble.RandomTraffic.Event;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * Leads a task through events, with commits and crashes at random places; after a crash it goes on
 * from what was committed.
 *
 * @param crashes at most
 * @param eventsPerCrash on average, until there were so many
 * @param take takes the event at a position
 * @param silence of so many milliseconds, which is no record: a commit before and after it keeps it
 *     from being taken twice
 */
record CrashingWalk(
    Random random,
    int crashes,
    int eventsPerCrash,
    IntConsumer take,
    LongConsumer silence,
    Runnable commit,
    Runnable crash) {

  void over(List<Event> events) {
    int left = crashes;
    int position = 0;
    int committed = 0;
    while (position < events.size()) {
      Event e = events.get(position);
      if (e.value() == null) {
        commit.run();
        silence.accept(e.silenceMillis());
        commit.run();
        committed = position + 1;
      } else {
        take.accept(position);
      }
      position++;
      if (left > 0 && random.nextInt(eventsPerCrash) == 0) {
        left--;
        crash.run();
        position = committed;
      } else if (random.nextInt(4) == 0) {
        commit.run();
        committed = position;
      }
    }
    commit.run();
  }
}
