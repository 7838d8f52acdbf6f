// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import io.traceweir.rules.collector.CollectorFile.Processor;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.ProblemsException;
import io.traceweir.yaml.Yaml;
import io.traceweir.yaml.YamlMap;
import io.traceweir.yaml.YamlNode;
import io.traceweir.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What becomes of a tail_sampling processor.
 *
 * @param rules a rule file with the policies as they were
 * @param traces keys and values for {@code traces} in the configuration
 * @param notes what becomes of every other setting, a sentence each
 */
public record Conversion(String rules, Map<String, String> traces, List<String> notes) {
  private static final Map<String, String> MEANINGLESS = new LinkedHashMap<>();

  static {
    MEANINGLESS.put(
        "num_traces",
        "is not needed: traces.memory bounds what waits, in bytes, and over it the oldest traces are"
            + " decided, not lost");
    MEANINGLESS.put("expected_new_traces_per_sec", "is not needed: nothing is sized beforehand");
    MEANINGLESS.put(
        "block_on_overflow", "is not needed: over traces.memory the oldest traces are decided");
    MEANINGLESS.put(
        "decision_cache",
        "is not needed: every decision is remembered for traces.remember_decisions_for");
    MEANINGLESS.put(
        "drop_pending_traces_on_shutdown",
        "has no meaning: what waits at a stop is decided after the next start");
    MEANINGLESS.put("tail_storage", "is not needed: what waits lies in Kafka");
    MEANINGLESS.put("num_shards", "is not needed: partitions and kafka.threads divide the work");
    MEANINGLESS.put(
        "sample_on_first_match",
        "is left out: every policy is asked, with the same verdicts, save that limits also count"
            + " traces which an earlier policy has sampled");
    MEANINGLESS.put(
        "sampling_strategy",
        "is left out: whole traces are decided, as with trace-complete; what span-ingest would send"
            + " on at once is sent when the trace is decided");
  }

  public Conversion {
    traces = Map.copyOf(traces);
    notes = List.copyOf(notes);
  }

  static Conversion of(String file, Processor processor) throws ProblemsException {
    check(file, processor);
    Map<String, String> traces = new LinkedHashMap<>();
    List<String> notes = new ArrayList<>();
    traces.put("decision_wait", setting(processor.settings(), "decision_wait", "30s"));
    traces.put(
        "decision_wait_after_root_received",
        setting(processor.settings(), "decision_wait_after_root_received", "0s"));
    for (YamlMap.Entry entry : processor.settings().entries()) {
      note(entry.key().text(), entry.value(), traces, notes);
    }
    return new Conversion(rules(file, processor), traces, notes);
  }

  private static void check(String file, Processor processor) throws ProblemsException {
    Problems problems = new Problems();
    PolicySet.read(Objects.requireNonNull(processor.settings().value("policies")), problems);
    problems.throwIfAny();
    try {
      Yaml.read(file, processor.policiesText());
    } catch (ProblemsException e) {
      problems.add(
          Objects.requireNonNull(processor.settings().value("policies")),
          "the policies use anchors from elsewhere in the file; write out what they stand for");
      problems.throwIfAny();
    }
  }

  private static String setting(YamlMap settings, String key, String fallback) {
    return settings.value(key) instanceof YamlScalar scalar && !scalar.isNull()
        ? scalar.text()
        : fallback;
  }

  private static void note(
      String key, YamlNode value, Map<String, String> traces, List<String> notes) {
    String meaning = MEANINGLESS.get(key);
    if (meaning != null) {
      notes.add("`" + key + "` " + meaning);
    } else if (key.equals("maximum_trace_size_bytes") && value instanceof YamlScalar scalar) {
      if (!scalar.text().equals("0")) {
        traces.put("limits.bytes", scalar.text());
      }
      notes.add(
          "`"
              + key
              + "` becomes traces.limits.bytes: a trace that is larger is decided on what is there,"
              + " and not dropped without a decision");
    } else if (!key.equals("policies") && !key.startsWith("decision_wait")) {
      notes.add("`" + key + "` is not known here and is left out");
    }
  }

  private static String rules(String file, Processor processor) {
    return "# The policies of the processor "
        + processor.name()
        + " in "
        + file
        + ", as they were.\nversion: 1\n"
        + processor.policiesText();
  }
}
