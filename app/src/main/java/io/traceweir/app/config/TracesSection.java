// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.yaml.GoDuration;
import io.traceweir.yaml.Problems;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code traces:} how long a trace waits, and within which limits. */
final class TracesSection {

  private static final Duration REMEMBER_MARGIN = Duration.ofSeconds(60);

  private final Key<Duration> decisionWait;
  private final Key<Duration> afterRoot;
  private final Key<Duration> logsOnlyWait;
  private final Key<Duration> idleWait;
  private final Key<Integer> limitSpans;
  private final Key<Long> limitBytes;
  private final Key<PipelineSettings.AfterLimit> afterLimit;
  private final Key<Memory> memory;
  private final Key<Duration> rememberDecisions;
  private final Key<Duration> rememberDuplicates;
  private final Key<Duration> maxSourceSkew;

  TracesSection(Declarations d) {
    d.section("traces", "How long a trace waits to be complete, and within which limits.");
    decisionWait =
        d.key(
            "traces.decision_wait",
            ValueTypes.DURATION_ABOVE_ZERO,
            "30s",
            "After the first fragment, on the clock of the data. Has to exceed the slowest request"
                + " worth keeping (trigger `timeout`).");
    afterRoot =
        d.key(
            "traces.decision_wait_after_root_received",
            ValueTypes.DURATION,
            "2s",
            "After the root span arrived (trigger `root`); `0s` switches this trigger off.");
    logsOnlyWait =
        d.key(
            "traces.logs_only_wait",
            ValueTypes.DURATION,
            "10s",
            "How much longer than `decision_wait` log records wait for the spans of their trace.");
    idleWait =
        d.key(
            "traces.idle_wait",
            ValueTypes.DURATION,
            "0s",
            "After the newest fragment, on the clock of the data, when that comes before the other"
                + " waits end (trigger `quiet`); `0s` switches this trigger off.");
    limitSpans =
        d.key(
            "traces.limits.spans",
            ValueTypes.integer(1, Integer.MAX_VALUE),
            "20000",
            "Spans and log records of one trace that make it decided at once (trigger"
                + " `span_limit`).");
    limitBytes =
        d.key(
            "traces.limits.bytes",
            ValueTypes.BYTES,
            "16MiB",
            "Bytes of one trace that make it decided at once (trigger `byte_limit`).");
    afterLimit =
        d.key(
            "traces.limits.after",
            ValueTypes.constant(PipelineSettings.AfterLimit.class),
            "essentials",
            "What is kept beyond the limits of a kept trace that one of them decided: `keep`"
                + " everything, `drop` everything, or `essentials`: failed spans and their ancestors,"
                + " spans that enter a service, log records of ERROR and above. `traceweir.cut_spans`"
                + " on the root says how many spans were left out; all count in metrics.");
    memory =
        d.key(
            "traces.memory",
            ValueTypes.MEMORY,
            "50%",
            "Budget of this process for waiting traces and remembered decisions, as a share of its"
                + " maximum heap or in bytes. Above it decisions that take more than a quarter of it"
                + " are forgotten early, and then the oldest traces are decided on what is there"
                + " (trigger `memory`).");
    rememberDecisions =
        d.key(
            "traces.remember_decisions_for",
            ValueTypes.DURATION_ABOVE_ZERO,
            "10m",
            "How long late spans find the decision of their trace and follow it. At least"
                + " `decision_wait` + `logs_only_wait` + `max_source_skew` + 60s, or late spans"
                + " could be decided a second time.");
    rememberDuplicates =
        d.key(
            "traces.remember_duplicates_for",
            ValueTypes.DURATION,
            "5m",
            "How long after the decision a span that comes again is recognised; Collectors retry for"
                + " up to 5 minutes.");
    maxSourceSkew =
        d.key(
            "traces.max_source_skew",
            ValueTypes.DURATION_ABOVE_ZERO,
            "5m",
            "How far one input partition may lag behind before the others no longer wait for it;"
                + " longer than a failover takes.");
    d.onlyWith(
        "traces.root_span_condition", "", "a root is a span without a parent id, nothing else yet");
    d.onlyWith("traces.overload", "off", "there is no trigger `overload` yet");
    d.notYet("traces.holds", "all traces wait equally long");
  }

  /**
   * A fragment can come behind its trace's decision by all the waits and the skew together; a
   * decision that is forgotten by then would be made again.
   */
  void check(Values values, Problems problems) {
    List<Key<Duration>> parts = List.of(decisionWait, logsOnlyWait, maxSourceSkew);
    Optional<Duration> remembered = values.optional(rememberDecisions);
    if (remembered.isEmpty() || parts.stream().anyMatch(key -> values.optional(key).isEmpty())) {
      return; // a problem of its own
    }
    Duration least = REMEMBER_MARGIN;
    for (Key<Duration> part : parts) {
      least = least.plus(values.get(part));
    }
    if (remembered.get().compareTo(least) < 0) {
      problems.add(
          values.node(longest(parts, values)),
          rememberDecisions.path()
              + " is "
              + GoDuration.print(remembered.get())
              + ", late spans could be decided a second time: it has to be at least "
              + GoDuration.print(least)
              + " (decision_wait + logs_only_wait + max_source_skew + "
              + GoDuration.print(REMEMBER_MARGIN)
              + ")");
    }
  }

  /** What to point at: the key itself, or what makes its default too short. */
  private Key<Duration> longest(List<Key<Duration>> parts, Values values) {
    return values.isWritten(rememberDecisions)
        ? rememberDecisions
        : parts.stream()
            .filter(values::isWritten)
            .max(Comparator.comparing(values::get))
            .orElse(rememberDecisions);
  }

  PipelineSettings.Traces settings(Values values) {
    return new PipelineSettings.Traces(
        values.get(decisionWait),
        values.get(afterRoot),
        values.get(logsOnlyWait),
        values.get(limitSpans),
        values.get(limitBytes),
        values.get(memory).bytes(Runtime.getRuntime().maxMemory()),
        values.get(rememberDecisions),
        values.get(rememberDuplicates),
        values.get(maxSourceSkew),
        values.get(idleWait),
        values.get(afterLimit));
  }
}
