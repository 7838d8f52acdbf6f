// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import io.traceweir.app.outcome.DecisionFeed;
import io.traceweir.app.outcome.Edge;
import io.traceweir.app.outcome.Red;
import io.traceweir.quickstart.Settlement.Ending;
import io.traceweir.quickstart.Settlement.View;
import io.traceweir.quickstart.traffic.Request;
import io.traceweir.quickstart.traffic.Traffic;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Sends the traffic, reads what comes out, and stops when nothing is left to come: one thread. */
final class Session {
  private static final Duration POLL = Duration.ofMillis(50);

  /** Looks at the pipeline: throws when it has failed, says whether to stop. */
  interface Supervision {
    boolean shouldStop() throws QuickstartException;
  }

  private final Traffic traffic;
  private final Inputs inputs;
  private final Outputs outputs;
  private final DecisionFeed feed;
  private final Clock clock;

  Session(Traffic traffic, Inputs inputs, Outputs outputs, DecisionFeed feed, Clock clock) {
    this.traffic = traffic;
    this.inputs = inputs;
    this.outputs = outputs;
    this.feed = feed;
    this.clock = clock;
  }

  Ending run(Settlement settlement, Progress progress, Supervision supervision)
      throws QuickstartException {
    while (!supervision.shouldStop()) {
      for (Request request : traffic.due(clock.millis())) {
        inputs.send(request);
      }
      outputs.poll(POLL);
      long now = System.nanoTime();
      progress.show(inputs.sent(), traffic.total(), traffic.isOver(), now);
      feed.show(now);
      if (traffic.isOver()) {
        Optional<Ending> ending = settlement.look(view(), now);
        if (ending.isPresent()) {
          feed.flush();
          return ending.get();
        }
      }
    }
    feed.flush();
    return Ending.INTERRUPTED;
  }

  private View view() {
    return new View(
        outputs.decisions().undecided(inputs.sent().traces()),
        inputs.sent().spans() - traffic.repeatedSpans(),
        Red.operations(outputs.spanMetrics()).stream().mapToLong(Red.Operation::spans).sum(),
        Edge.all(outputs.serviceGraph()).stream().mapToLong(Edge::calls).sum());
  }
}
