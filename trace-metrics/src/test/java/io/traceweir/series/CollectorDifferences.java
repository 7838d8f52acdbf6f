// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import io.traceweir.series.MetricRows.Numbers;
import io.traceweir.series.MetricRows.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where Traceweir counts otherwise than the Collector on purpose, from {@code
 * collector-differences.tsv}: the table, the series' labels, how much more is counted here (0: only
 * the times differ), and why. All other rows must be equal, and the difference must be as listed.
 */
final class CollectorDifferences {
  private final Map<String, Integer> listed = new LinkedHashMap<>();

  /**
   * @param connector span_metrics or service_graph
   * @param name of the configuration; the differences of any configuration count as well
   */
  CollectorDifferences(String connector, String name, String input) {
    for (String line : Reference.resource("collector-differences.tsv")) {
      String[] cells = line.split("\t", -1);
      if (cells[0].equals(connector + "/" + name + "." + input)
          || cells[0].equals(connector + "/*." + input)) {
        listed.put(cells[1], Integer.valueOf(cells[2]));
      }
    }
  }

  /** What is not explained: empty when all is as it should be. */
  List<String> unexplained(MetricRows ours, MetricRows theirs) {
    List<String> unexplained = new ArrayList<>();
    TreeSet<Row> rows = new TreeSet<>(ours.rows().keySet());
    rows.addAll(theirs.rows().keySet());
    Map<String, long[]> different = new TreeMap<>();
    for (Row row : rows) {
      Numbers our = ours.rows().get(row);
      Numbers their = theirs.rows().get(row);
      if (listed.containsKey(row.labels())) {
        long[] counts =
            different.computeIfAbsent(row.labels() + " in " + row.metric(), k -> new long[2]);
        counts[0] += count(our);
        counts[1] += count(their);
      } else if (our == null || their == null || !our.isCloseTo(their)) {
        unexplained.add(row + ": " + our + " here, " + their + " there");
      }
    }
    different.forEach(
        (what, counts) -> {
          String labels = what.substring(0, what.indexOf(" in "));
          if (counts[0] - counts[1] != listed.getOrDefault(labels, 0)) {
            unexplained.add(what + ": " + counts[0] + " here, " + counts[1] + " there");
          }
        });
    for (String labels : listed.keySet()) {
      if (rows.stream().anyMatch(row -> row.labels().equals(labels))
          && rows.stream().allMatch(row -> isSame(row, labels, ours, theirs))) {
        unexplained.add(labels + ": listed as different, but is not");
      }
    }
    return unexplained;
  }

  private static boolean isSame(Row row, String labels, MetricRows ours, MetricRows theirs) {
    Numbers our = ours.rows().get(row);
    Numbers their = theirs.rows().get(row);
    return !row.labels().equals(labels) || (our != null && their != null && our.isCloseTo(their));
  }

  private static long count(@Nullable Numbers numbers) {
    return numbers == null ? 0 : numbers.count();
  }
}
