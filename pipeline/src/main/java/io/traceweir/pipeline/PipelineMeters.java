// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.decide.Decision;
import io.traceweir.rules.Shadow;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** What the pipeline counts about itself. Names follow Micrometer; Prometheus sees underscores. */
public final class PipelineMeters {
  private final MeterRegistry registry;
  private final Map<Object, Counter> counters = new ConcurrentHashMap<>();
  private final RuleMeters rules;

  /** Counters whose labels are known begin at 0, so that the first event is a rise. */
  public PipelineMeters(MeterRegistry registry) {
    this.registry = registry;
    this.rules = new RuleMeters(registry);
    for (MeterDeclaration meter : MeterDeclaration.ALL) {
      MeterDeclaration.Label label = meter.label();
      if (meter.kind() == MeterDeclaration.Kind.COUNTER && label != null) {
        label.values().forEach(value -> counter(meter.name(), label.name(), value));
      }
    }
  }

  /** What the settings say about labels. */
  public void begin(PipelineSettings settings) {
    PipelineTopology.logTopics(settings)
        .forEach(topic -> counter("traceweir.retention.loss", "topic", topic));
    rules.begin(settings.sampling().live());
  }

  private record Decided(String rule, String trigger, boolean kept, String what) {}

  private record Named(String name, String label, String value) {}

  private Counter counter(String name, String label, String value) {
    return counters.computeIfAbsent(
        new Named(name, label, value), k -> registry.counter(name, Tags.of(Tag.of(label, value))));
  }

  /** A request was read from an input topic. */
  public void received(Signal signal, int bytes) {
    String word = word(signal);
    counter("traceweir.requests.in", "signal", word).increment();
    counter("traceweir.bytes.in", "signal", word).increment((double) bytes);
  }

  /** Spans or log records of one trace were read. */
  public void fragment(Signal signal, int items) {
    counter("traceweir.fragments", "signal", word(signal)).increment();
    counter("traceweir.items.in", "signal", word(signal)).increment(items);
  }

  private static String word(Signal signal) {
    return signal.name().toLowerCase(Locale.ROOT);
  }

  /** A trace was decided. */
  public void decided(Decision decision, int spans, int logs) {
    String rule = decision.rule().name();
    boolean kept = decision.kept();
    decided(rule, decision.trigger(), kept, "traces").increment();
    decided(rule, decision.trigger(), kept, "spans").increment(spans);
    decided(rule, decision.trigger(), kept, "logs").increment(logs);
    decided(rule, decision.trigger(), kept, "bytes").increment((double) decision.bytes());
    if (decision.rule().rate() != null) {
      rules.moved(rule, decision.ruling().probability());
    }
    for (Shadow shadow : decision.shadows()) {
      rules.tried(shadow, kept, spans, decision.bytes());
    }
  }

  private Counter decided(String rule, String trigger, boolean kept, String what) {
    return counters.computeIfAbsent(
        new Decided(rule, trigger, kept, what),
        k ->
            registry.counter(
                "traceweir.decided." + what,
                Tags.of("rule", rule, "trigger", trigger, "outcome", kept ? "kept" : "dropped")));
  }

  /** Fragments came after the decision of their trace. */
  public void late(boolean kept, int spans, int logs) {
    String fate = kept ? "kept" : "dropped";
    counter("traceweir.late.spans", "outcome", fate).increment(spans);
    counter("traceweir.late.logs", "outcome", fate).increment(logs);
  }

  /** Something of a dropped trace came late: what came of it. */
  public void upgrade(String result) {
    counter("traceweir.upgrades", "result", result).increment();
  }

  /** A dropped trace was brought back. */
  public void upgraded(int spans, int logs) {
    counter("traceweir.upgraded.items", "signal", "spans").increment(spans);
    counter("traceweir.upgraded.items", "signal", "logs").increment(logs);
  }

  /** A candidate could not decide a trace. */
  public void shadowFailed(String candidate) {
    counter("traceweir.shadow.failures", "shadow", candidate).increment();
  }

  /** A trace was read back, or it was tried. */
  public void recalled(long bytes, long nanos) {
    counter("traceweir.recalled", "what", "traces").increment();
    counter("traceweir.recalled", "what", "bytes").increment((double) bytes);
    Timer.builder("traceweir.recall").register(registry).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Spans or log records of a kept trace were left out, because it was over a limit. */
  public void beyondLimit(String what, int items) {
    if (items > 0) {
      counter("traceweir.beyond.limit", "what", what).increment(items);
    }
  }

  /** Traces begin whose id was decided before, longer ago than decisions are remembered. */
  public void decidedAgain(long traces) {
    if (traces > 0) {
      counter("traceweir.decided.again", "what", "trace").increment((double) traces);
    }
  }

  /** Something remembered was given up before its time. */
  public void forgotten(String what, long number) {
    if (number > 0) {
      counter("traceweir.forgotten", "what", what).increment((double) number);
    }
  }

  /** Something was delivered more than once. */
  public void duplicates(String when, int items) {
    if (items > 0) {
      counter("traceweir.duplicates", "when", when).increment(items);
    }
  }

  /** A record or a part of it went to the dead letters. */
  public void deadLetter(String reason) {
    counter("traceweir.dead.letters", "reason", reason).increment();
  }

  /** A record timestamp lay too far ahead. */
  public void clamped() {
    counter("traceweir.clamped", "what", "record_timestamp").increment();
  }

  /** A record that another pipeline wrote into the fragments topic. */
  public void foreign() {
    counter("traceweir.foreign.fragments", "what", "record").increment();
  }

  /** A record whose key is not the trace id of what it holds. */
  public void misplaced() {
    counter("traceweir.misplaced", "what", "record").increment();
  }

  /** Log records without a trace id. */
  public void withoutTrace(boolean forwarded, int logs) {
    counter("traceweir.logs.without.trace", "outcome", forwarded ? "forwarded" : "dropped")
        .increment(logs);
  }

  /** Spans whose inside could not be read. */
  public void unreadable(int spans) {
    if (spans > 0) {
      counter("traceweir.unreadable", "what", "span").increment(spans);
    }
  }

  /** Spans or log records too large for a record, written without their largest parts. */
  public void cut(int items) {
    if (items > 0) {
      counter("traceweir.cut", "what", "item").increment(items);
    }
  }

  /** Spans or log records written anew, whole, because some readers would have refused them. */
  public void mended(int items) {
    if (items > 0) {
      counter("traceweir.mended", "what", "item").increment(items);
    }
  }

  /** Kept spans whose trace state is full or broken and stayed without a threshold. */
  public void unmarked(int spans) {
    if (spans > 0) {
      counter("traceweir.unmarked", "what", "span").increment(spans);
    }
  }

  /** Spans that are in no series, as their resource names no service. */
  public void withoutService(long spans) {
    if (spans > 0) {
      counter("traceweir.spans.without.service", "what", "span").increment((double) spans);
    }
  }

  /** Spans that claim to stand for more than a span may. */
  public void capped(long spans) {
    if (spans > 0) {
      counter("traceweir.capped", "what", "span").increment((double) spans);
    }
  }

  /** SERVER and CONSUMER spans whose caller is not in their trace. */
  public void unpaired(long spans) {
    if (spans > 0) {
      counter("traceweir.unpaired.servers", "what", "span").increment((double) spans);
    }
  }

  /** A partition was restored. */
  public void replayed(long records, long bytes, long nanos) {
    counter("traceweir.replayed", "what", "records").increment((double) records);
    counter("traceweir.replayed", "what", "bytes").increment((double) bytes);
    Timer.builder("traceweir.replay").register(registry).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Bytes of the log that were gone before they could be replayed. */
  public void retentionLoss(String topic) {
    counter("traceweir.retention.loss", "topic", topic).increment();
  }

  /** A figure of a task, read when somebody asks. Removed with {@link #remove}. */
  public <T> Gauge gauge(String name, String task, T source, ToDoubleFunction<T> value) {
    return Gauge.builder(name, source, value).tag("task", task).register(registry);
  }

  /** Takes a gauge away when its task has gone. */
  public void remove(Gauge gauge) {
    registry.remove(gauge);
  }
}
