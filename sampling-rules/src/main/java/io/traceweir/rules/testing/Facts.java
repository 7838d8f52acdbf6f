// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import io.traceweir.trace.Span;
import io.traceweir.trace.Trace;
import io.traceweir.yaml.GoDuration;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a trace looks like from afar, for whoever has to find out why a rule did not take it. */
record Facts(int spans, int services, int errors, int logs, Duration duration, String root) {

  static Facts of(Trace trace) {
    Set<String> services = new TreeSet<>();
    for (int i = 0; i < trace.spanCount(); i++) {
      services.add(trace.span(i).resource().serviceName());
    }
    return new Facts(
        trace.spanCount(),
        services.size(),
        trace.errorCount(),
        trace.logCount(),
        Duration.ofNanos(trace.durationNanos()),
        root(trace.root()));
  }

  private static String root(@Nullable Span root) {
    return root == null ? "no root" : "root " + root.resource().serviceName() + " " + root.name();
  }

  @Override
  public String toString() {
    return count(spans, "span")
        + " of "
        + count(services, "service")
        + ", "
        + (errors == 0 ? "no error" : count(errors, "error"))
        + (logs == 0 ? "" : ", " + count(logs, "log"))
        + ", "
        + GoDuration.print(duration)
        + ", "
        + root;
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
