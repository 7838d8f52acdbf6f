// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import io.traceweir.rules.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of a simulation as maps and lists, for programs. */
public final class SimulationJson {
  private SimulationJson() {}

  /** Every number that the text has, and more. */
  public static Map<String, Object> of(Outcome outcome, Problems problems) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("input", input(outcome, problems));
    List<Object> sets = new ArrayList<>();
    outcome.sets().forEach(set -> sets.add(set(set)));
    json.put("sets", sets);
    return json;
  }

  private static Map<String, Object> input(Outcome outcome, Problems problems) {
    Map<String, Object> json = count(outcome.all());
    json.put("logs_without_trace", problems.withoutTrace());
    json.put("rejected", problems.rejected());
    json.put("broken_requests", problems.brokenCount());
    return json;
  }

  private static Map<String, Object> count(Count count) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("traces", count.traces());
    json.put("spans", count.spans());
    json.put("logs", count.logs());
    json.put("bytes", count.bytes());
    json.put("error_traces", count.errors());
    json.put("slow_traces", count.slow());
    return json;
  }

  private static Map<String, Object> set(SetCount set) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rules", set.name());
    json.put("hash", set.set().hash());
    json.putAll(taken(set.total()));
    List<Object> rules = new ArrayList<>();
    for (Rule rule : set.set().rules()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("rule", rule.name());
      one.putAll(taken(set.rules().get(rule.index())));
      rules.add(one);
    }
    json.put("by_rule", rules);
    json.put("now_kept", set.changed(true));
    json.put("now_dropped", set.changed(false));
    json.put("changes", set.sortedChanges().stream().map(SimulationJson::change).toList());
    return json;
  }

  private static Map<String, Object> taken(RuleCount count) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("taken", count(count.taken()));
    json.put("kept", count(count.kept()));
    return json;
  }

  private static Object change(Map.Entry<Change, Changed> entry) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("change", entry.getKey().nowKept() ? "now_kept" : "now_dropped");
    json.put("from_rule", entry.getKey().from());
    json.put("to_rule", entry.getKey().to());
    json.putAll(count(entry.getValue().count()));
    json.put("examples", List.copyOf(entry.getValue().examples()));
    return json;
  }
}
