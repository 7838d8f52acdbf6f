// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import io.traceweir.app.outcome.Decision;
import io.traceweir.quickstart.live.LiveView;
import io.traceweir.quickstart.live.Plan;
import io.traceweir.quickstart.live.Standing;
import java.time.Duration;
import java.util.Set;

/** Notes the traces of which kept spans were read; all else is up to another view. */
record Recorder(LiveView view, Set<String> kept) implements LiveView {
  @Override
  public void announce(String message) {
    view.announce(message);
  }

  @Override
  public void happened(Duration at, String sentence) {
    view.happened(at, sentence);
  }

  @Override
  public void begin(Plan plan, long nowNanos) {
    view.begin(plan, nowNanos);
  }

  @Override
  public void decided(Decision decision) {
    view.decided(decision);
  }

  @Override
  public boolean readsTraces() {
    return true;
  }

  @Override
  public void keptSpans(String trace, byte[] request) {
    kept.add(trace);
  }

  @Override
  public void keptLogs(String trace, byte[] request) {}

  @Override
  public void look(Standing standing, long nowNanos) {
    view.look(standing, nowNanos);
  }

  @Override
  public void close() {
    view.close();
  }
}
