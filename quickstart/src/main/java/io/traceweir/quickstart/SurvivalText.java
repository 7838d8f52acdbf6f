// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import static io.traceweir.app.outcome.Format.count;
import static io.traceweir.app.outcome.Format.counted;

import io.traceweir.app.outcome.Table;
import io.traceweir.quickstart.chaos.Tally;
import io.traceweir.quickstart.check.Harm;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** The last table of a run with faults. */
final class SurvivalText {
  private SurvivalText() {}

  static String write(Survival survival) {
    StringBuilder out = new StringBuilder("\nWhat the faults have spoilt\n");
    Table table = new Table(1, "faults of seed " + survival.seed(), "");
    table.row("traces sent", count(survival.traces()));
    table.row("spans sent", count(survival.spans()));
    faults(survival.faults(), table);
    survival.damage().all().forEach(harm -> table.row(harm.what(), count(harm.count())));
    table.row("longest gap", seconds(survival.longestGap()));
    table.print(out);
    survival.damage().all().forEach(harm -> examples(harm, out));
    survival.obituaries().forEach(o -> out.append(plain(o).indent(2)));
    return out.append("\n").append(sentence(survival)).append("\n").toString();
  }

  private static void faults(Tally faults, Table table) {
    table.row("kills (kill -9)", count(faults.kills()));
    table.row("  with the state folder lost", count(faults.losses()));
    table.row("restarts in order", count(faults.restarts()));
    table.row("scalings", count(faults.scalings()));
    if (faults.deaths() > 0) {
      table.row("workers that ended by themselves", count(faults.deaths()));
    }
  }

  private static void examples(Harm harm, StringBuilder out) {
    if (harm.count() == 0) {
      return;
    }
    out.append("  ").append(harm.what()).append(", for example\n");
    harm.examples().forEach(e -> out.append("    ").append(plain(e)).append('\n'));
  }

  /** Names come from the data: they must not steer the terminal. */
  private static String plain(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\n]]", "?");
  }

  /** All of it in a line. */
  static String sentence(Survival survival) {
    String harms =
        survival.damage().all().stream()
            .map(harm -> harm.what() + " " + count(harm.count()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "seed %d, %s: %s, longest gap %s",
        survival.seed(),
        counted(survival.faults().kills(), "kill"),
        harms,
        seconds(survival.longestGap()));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
  }
}
