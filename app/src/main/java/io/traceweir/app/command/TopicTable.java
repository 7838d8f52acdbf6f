// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.pipeline.TopicPlan;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Topics as a table, or as JSON. */
final class TopicTable {

  private TopicTable() {}

  static void print(List<TopicState> states, boolean json, PrintWriter out) {
    if (json) {
      out.println(Documents.json(states.stream().map(TopicTable::plain).toList()));
      return;
    }
    int width = states.stream().mapToInt(s -> s.plan().name().length()).max().orElse(0);
    String row = "%-" + Math.max(5, width) + "s  %-8s  %-10s  %-8s  %s%n";
    out.printf(row, "TOPIC", "ROLE", "PARTITIONS", "STATE", "SETTINGS");
    for (TopicState state : states) {
      TopicPlan plan = state.plan();
      String settings = settings(plan);
      out.printf(
          row,
          plan.name(),
          word(plan.role()),
          plan.partitions() == 0 ? "broker's" : plan.partitions(),
          word(state.is()),
          Stream.of(settings, state.difference(), state.note())
              .filter(text -> !text.isEmpty())
              .collect(Collectors.joining("; ")));
    }
  }

  private static String settings(TopicPlan plan) {
    return new TreeMap<>(plan.config())
        .entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(" "));
  }

  private static Map<String, Object> plain(TopicState state) {
    TopicPlan plan = state.plan();
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("topic", plan.name());
    plain.put("role", word(plan.role()));
    if (plan.partitions() > 0) {
      plain.put("partitions", plan.partitions());
    }
    plain.put("config", new TreeMap<>(plan.config()));
    plain.put("state", word(state.is()));
    if (!state.difference().isEmpty()) {
      plain.put("difference", state.difference());
    }
    if (!state.note().isEmpty()) {
      plain.put("note", state.note());
    }
    return plain;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
