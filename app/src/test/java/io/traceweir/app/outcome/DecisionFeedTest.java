// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import static io.traceweir.app.outcome.Fixtures.decision;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionFeedTest {
  private static final long MILLI = 1_000_000;

  private final List<String> lines = new ArrayList<>();

  @Test
  void shouldShowAFewKeptTracesInWordsAndTheRestInCounts() {
    DecisionFeed feed = new DecisionFeed(true, 0, lines::add);
    for (int i = 1; i <= 5; i++) {
      feed.add(decision(i, true, "errors"));
      feed.add(decision(100 + i, false, i == 1 ? "health" : "rest"));
    }
    feed.show(499 * MILLI);
    assertThat(lines).isEmpty();
    feed.show(500 * MILLI);
    assertThat(lines)
        .containsExactly(
            "  kept by errors     00000000000000000000000000000001  shop GET /: 4 spans, 2 logs, 13 ms, 1 error",
            "  kept by errors     00000000000000000000000000000002  shop GET /: 4 spans, 2 logs, 13 ms, 1 error",
            "  kept by errors     00000000000000000000000000000003  shop GET /: 4 spans, 2 logs, 13 ms, 1 error",
            "  2 more kept (errors 2); 5 dropped (health 1, rest 4)");
  }

  @Test
  void shouldShowOneLineASecondWhenNobodyWatches() {
    DecisionFeed feed = new DecisionFeed(false, 0, lines::add);
    feed.add(decision(1, true, "errors"));
    feed.show(999 * MILLI);
    feed.add(decision(2, true, "errors"));
    feed.show(1_000 * MILLI);
    feed.show(1_500 * MILLI);
    feed.show(3_000 * MILLI);
    assertThat(lines).containsExactly("  2 kept (errors 2)");
  }

  @Test
  void shouldShowTheRestAtTheEnd() {
    DecisionFeed feed = new DecisionFeed(false, 0, lines::add);
    feed.add(decision(1, false, "rest"));
    feed.flush();
    feed.flush();
    assertThat(lines).containsExactly("  1 dropped (rest 1)");
  }
}
