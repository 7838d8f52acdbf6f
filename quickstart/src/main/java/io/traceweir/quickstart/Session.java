// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import io.traceweir.app.outcome.Edge;
import io.traceweir.app.outcome.Red;
import io.traceweir.quickstart.Settlement.Ending;
import io.traceweir.quickstart.Settlement.View;
import io.traceweir.quickstart.live.LiveView;
import io.traceweir.quickstart.live.Standing;
import io.traceweir.quickstart.traffic.Request;
import io.traceweir.quickstart.traffic.Traffic;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Sends the traffic, reads what comes out, and stops when nothing is left to come: one thread. */
final class Session {
  private static final Duration POLL = Duration.ofMillis(50);

  /** Looks at the engine and at what else there is to look at. */
  interface Supervision {
    /** Throws when nothing can go on. */
    boolean shouldStop() throws QuickstartException;
  }

  /** What goes in, and what comes out. */
  record Flow(Traffic traffic, Inputs inputs, Outputs outputs) {}

  private final Traffic traffic;
  private final Inputs inputs;
  private final Outputs outputs;
  private final Engine engine;
  private final LiveView live;
  private final Clock clock;

  Session(Flow flow, Engine engine, LiveView live, Clock clock) {
    this.traffic = flow.traffic;
    this.inputs = flow.inputs;
    this.outputs = flow.outputs;
    this.engine = engine;
    this.live = live;
    this.clock = clock;
  }

  Ending run(Settlement settlement, Supervision supervision) throws QuickstartException {
    while (!supervision.shouldStop()) {
      for (Request request : traffic.due(clock.millis())) {
        inputs.send(request);
      }
      outputs.poll(POLL);
      long now = System.nanoTime();
      engine.look(outputs.decisions().traces(), !traffic.isOver(), now);
      live.look(standing(), now);
      if (traffic.isOver() && engine.isCalm()) {
        Optional<Ending> ending = settlement.look(view(), now);
        if (ending.isPresent()) {
          return ending.get();
        }
      }
    }
    return Ending.INTERRUPTED;
  }

  private Standing standing() {
    return new Standing(
        inputs.sent(),
        traffic.isOver(),
        outputs.decisions(),
        outputs.spanMetrics(),
        outputs.serviceGraph(),
        engine.workers());
  }

  private View view() {
    return new View(
        outputs.decisions().undecided(inputs.sent().traces()),
        inputs.sent().spans() - traffic.repeatedSpans(),
        Red.operations(outputs.spanMetrics()).stream().mapToLong(Red.Operation::spans).sum(),
        Edge.all(outputs.serviceGraph()).stream().mapToLong(Edge::calls).sum());
  }
}
