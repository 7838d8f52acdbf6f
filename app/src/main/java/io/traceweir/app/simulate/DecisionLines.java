// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.traceweir.app.rules.NamedRules;
import io.traceweir.rules.Rule;
import io.traceweir.rules.Ruling;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Decisions as JSON, one a line. One thread. */
final class DecisionLines {
  private final List<String> sets = new ArrayList<>();
  private final List<List<String>> rules = new ArrayList<>();
  private final StringBuilder lines = new StringBuilder();

  DecisionLines(List<NamedRules> all) {
    for (NamedRules each : all) {
      sets.add(quoted(each.name()));
      rules.add(each.set().rules().stream().map(rule -> quoted(rule.name())).toList());
    }
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  /** A probability only where the rule has one: a policy that samples does not say how many. */
  void add(int set, Facts facts, Ruling ruling, boolean kept) {
    Rule rule = ruling.rule();
    lines.append("{\"trace_id\":\"").append(facts.id()).append('"');
    lines.append(",\"rules\":").append(sets.get(set));
    lines.append(",\"kept\":").append(kept);
    lines.append(",\"rule\":").append(rules.get(set).get(rule.index()));
    lines.append(",\"probability\":");
    if (rule.consistent()) {
      lines.append(ruling.probability());
    } else {
      lines.append("null");
    }
    lines.append(",\"trigger\":\"").append(facts.due().trigger()).append('"');
    lines.append(",\"spans\":").append(facts.spans());
    lines.append(",\"errors\":").append(facts.errors());
    lines.append(",\"duration_ms\":").append(facts.durationMillis()).append("}\n");
  }

  /** What there is so far, in UTF-8; none of it comes again. */
  byte[] take() {
    byte[] taken = lines.toString().getBytes(StandardCharsets.UTF_8);
    lines.setLength(0);
    return taken;
  }

  int length() {
    return lines.length();
  }
}
