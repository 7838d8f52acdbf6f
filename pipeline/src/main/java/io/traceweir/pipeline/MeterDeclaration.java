// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.pipeline.decide.UpgradeResult;
import io.traceweir.pipeline.recall.Recalled;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A meter of the pipeline as the documentation tells it.
 *
 * @param label the one label, or null
 */
record MeterDeclaration(String name, Kind kind, @Nullable Label label, String doc) {
  enum Kind {
    COUNTER,
    GAUGE,
    TIMER
  }

  /**
   * A label and its values, as far as they are known before the first event.
   *
   * @param name several, separated by commas, when their values are not known
   */
  record Label(String name, List<String> values) {}

  static final List<MeterDeclaration> ALL =
      List.of(
          counter("requests.in", signals(), "OTLP requests read from input topics."),
          counter("bytes.in", signals(), "Bytes of these requests."),
          counter("fragments", signals(), "Parts of requests that belong to one trace."),
          counter("items.in", signals(), "Spans or log records in these."),
          counter(
              "logs.without.trace",
              label("outcome", "forwarded", "dropped"),
              "Log records without a trace id; those that are mild are dropped,"
                  + " see `output.logs_without_trace`."),
          counter(
              "dead.letters",
              new Label("reason", deadLetterReasons()),
              "Records, or parts of them, that could not be used."),
          counter(
              "clamped",
              label("what", "record_timestamp"),
              "Records whose timestamp was later than `input.max_future` allows."),
          counter(
              "misplaced",
              label("what", "record"),
              "Records of a keyed input whose key is not the trace id of what they hold."),
          counter(
              "foreign.fragments",
              label("what", "record"),
              "Records that another pipeline, with another `kafka.application_id`, wrote into the"
                  + " fragments topic; they are left to it. Each needs its own `fragments.topic`."),
          counter("decided.traces", decision(), "Traces decided."),
          counter("decided.spans", decision(), "Spans of these."),
          counter("decided.logs", decision(), "Log records of these."),
          counter("decided.bytes", decision(), "Bytes of these, as they were buffered."),
          counter("late.spans", outcome(), "Spans that came after the decision of their trace."),
          counter(
              "late.logs", outcome(), "Log records that came after the decision of their trace."),
          counter(
              "upgrades",
              new Label("result", upgradeResults()),
              "Dropped traces of which something came late that a rule with `late_upgrade` may want:"
                  + " upgraded, or why not. `declined`: read back, and the rules drop the whole all"
                  + " the same, or no rule has `late_upgrade` any more; `rate_limited`: over"
                  + " `max_per_second`; `overloaded`: too many are being read back; `forgotten`:"
                  + " `traces.remember_decisions_for` ended before that was done; `place_unknown`:"
                  + " decided before a rule had `late_upgrade`; `retention`: the topic has removed"
                  + " a part; `too_long`: too much lies between; `read_error`: the brokers did not"
                  + " answer."),
          counter(
              "upgraded.items",
              signals(),
              "Spans and log records of the traces that were brought back."),
          counter("recalled", label("what", "traces", "bytes"), "Read again to bring traces back."),
          new MeterDeclaration(
              "traceweir.recall", Kind.TIMER, null, "Time that reading a trace back took."),
          counter(
              "beyond.limit",
              label("what", "spans", "logs"),
              "Spans and log records of kept traces that were left out, because their trace was over"
                  + " a limit, see `traces.limits.after`."),
          counter(
              "decided.again",
              item("trace"),
              "Traces of which something came when `traces.remember_decisions_for` had passed, as far"
                  + " as that is still known then: they are decided a second time."),
          counter(
              "duplicates",
              label("when", "before_decision", "after_decision"),
              "Spans that came again and were left out."),
          counter(
              "unreadable", item("span"), "Spans and log records in which something is damaged."),
          counter(
              "mended",
              item("item"),
              "Kept spans and log records written anew, whole, as some readers would have refused"
                  + " them: text that is no UTF-8, too many levels, an id of a wrong length."),
          counter(
              "cut",
              item("item"),
              "Spans and log records that lost something: too large for a record, or broken inside."),
          counter(
              "unmarked",
              item("span"),
              "Kept spans whose trace state is full or broken and stayed without a threshold."),
          counter(
              "spans.without.service",
              item("span"),
              "Spans that are in no series, as their resource has no `service.name`."),
          counter(
              "unpaired.servers",
              item("span"),
              "SERVER and CONSUMER spans whose caller is not in their trace."),
          counter(
              "capped",
              item("span"),
              "Spans whose trace state claims that they stand for more than 2^20 spans; they count"
                  + " for 2^20."),
          counter("replayed", label("what", "records", "bytes"), "Read again when a task started."),
          counter(
              "retention.loss",
              label("topic"),
              "Starts at which records that were still needed had expired already: traces are lost or"
                  + " cut, and decisions about the latter carry the flag `retention_loss`. Raise the"
                  + " topic's retention."),
          new MeterDeclaration(
              "traceweir.replay",
              Kind.TIMER,
              null,
              "Time that replays took at the start of tasks."),
          gauge(
              "input.held",
              label("task", "all"),
              "Input partitions that are not read for now, because in a backlog they are ahead of"
                  + " others."),
          new MeterDeclaration(
              "traceweir.topics.unsafe",
              Kind.GAUGE,
              null,
              "Topics that may lose or refuse data by their settings, as of start or the last full"
                  + " hour; the log names them and what mends them."),
          new MeterDeclaration(
              "traceweir.transactions.hanging",
              Kind.GAUGE,
              null,
              "Transactions that nobody will ever end: what is behind them in their partition is not"
                  + " read, so this is worth an alert. The log names each with the command that mends"
                  + " it, see `traceweir doctor`."),
          gauge("buffer.traces", label("task"), "Traces that wait for their decision."),
          gauge("buffer.bytes", label("task"), "Heap that they take, roughly."),
          gauge(
              "buffer.oldest.seconds",
              label("task"),
              "How long the oldest of them waits, by the data's clock; 0 when there is none. Far"
                  + " above `traces.decision_wait`, the clock is held."),
          gauge(
              "buffer.used",
              label("task", "all"),
              "Heap bytes of waiting traces, of remembered decisions and of traces that were read"
                  + " back for `late_upgrade`, all tasks together, to compare with"
                  + " `traces.memory`."),
          gauge("upgrades.pending", label("task"), "Dropped traces that are being read back."),
          counter(
              "forgotten",
              label("what", "fingerprints", "decisions"),
              "Given up before their time, because `traces.memory` was used up and decisions took"
                  + " more than a quarter of it. Without fingerprints duplicates count again; without"
                  + " decisions what comes late is decided a second time."),
          gauge("memory.decisions", label("task"), "Decisions that are remembered."),
          gauge("memory.bytes", label("task"), "Heap that they take, roughly."),
          gauge(
              "clock.seconds",
              label("task"),
              "The data's clock, in seconds since 1970; compare it with the wall clock."),
          gauge(
              "rules",
              label("hash"),
              "How many rules or policies decide; the hash changes when some trace could be"
                  + " decided differently. Instances with different hashes are worth an alert."),
          gauge(
              "rule.probability",
              label("rule"),
              "The share of its traces that a rule with so much per second keeps, as of the last one"
                  + " that it took in this process."),
          new MeterDeclaration(
              "traceweir.rules.since.seconds",
              Kind.GAUGE,
              null,
              "When they took effect, in seconds since 1970: at the start, or when they were loaded"
                  + " last."),
          counter(
              "rules.reloads",
              new Label(
                  "outcome",
                  Arrays.stream(LiveRules.Outcome.values()).map(LiveRules.Outcome::word).toList()),
              "Changes of the rule file or of a candidate, see `sampling.reload`. `refused`: there was"
                  + " something wrong, and the old rules go on deciding; `unchanged`: what was refused"
                  + " before has been taken back."),
          new MeterDeclaration(
              "traceweir.rules.refused",
              Kind.GAUGE,
              null,
              "1 while the rule file that is there is refused and older rules decide, else 0; worth an"
                  + " alert, as a restart would fail."),
          gauge(
              "shadow.rules",
              label("shadow, hash"),
              "How many rules or policies a candidate has, which is tried beside the rules and never"
                  + " applied."),
          counter(
              "shadow.traces",
              shadow(),
              "Traces that were decided, by what another share or a"
                  + " candidate (`outcome`) would have done and what was done (`decided`)."),
          counter("shadow.spans", shadow(), "Spans of these."),
          counter("shadow.bytes", shadow(), "Bytes of these, as they were buffered."),
          counter(
              "shadow.failures",
              label("shadow"),
              "Traces that a candidate could not decide for an error of this program, which is worth"
                  + " a report; the first of each task is in the log with its cause. The rules that"
                  + " decide go on."));

  /** As Prometheus writes it. */
  String prometheusName() {
    String base = name.replace('.', '_');
    return switch (kind) {
      case COUNTER -> base + "_total";
      case GAUGE -> base;
      case TIMER -> base + "_seconds";
    };
  }

  private static MeterDeclaration counter(String name, Label label, String doc) {
    return new MeterDeclaration("traceweir." + name, Kind.COUNTER, label, doc);
  }

  private static MeterDeclaration gauge(String name, Label label, String doc) {
    return new MeterDeclaration("traceweir." + name, Kind.GAUGE, label, doc);
  }

  private static Label label(String name, String... values) {
    return new Label(name, List.of(values));
  }

  private static Label item(String what) {
    return label("what", what);
  }

  private static Label signals() {
    return label("signal", "spans", "logs");
  }

  private static Label outcome() {
    return label("outcome", "kept", "dropped");
  }

  private static Label decision() {
    return label("rule, trigger, outcome");
  }

  private static Label shadow() {
    return label("shadow, outcome, decided");
  }

  private static List<String> upgradeResults() {
    return Stream.concat(
            Arrays.stream(UpgradeResult.values()).map(UpgradeResult::word),
            Arrays.stream(Recalled.Failure.values()).map(Recalled.Failure::word))
        .toList();
  }

  private static List<String> deadLetterReasons() {
    return Stream.concat(
            Arrays.stream(MalformedOtlpException.Reason.values())
                .map(reason -> reason.name().toLowerCase(Locale.ROOT)),
            Stream.of("invalid_trace_id", "invalid_span_id", "not_a_fragment", "not_partial_sums"))
        .toList();
  }
}
