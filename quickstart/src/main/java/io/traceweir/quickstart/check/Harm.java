// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import java.util.ArrayList;
import java.util.List;

/**
 * One way in which traces can be spoilt, and how often that happened.
 *
 * @param what in a word or two
 * @param examples some of them: which trace or counter, and what is wrong with it
 */
public record Harm(String what, long count, List<String> examples) {
  private static final int MOST_EXAMPLES = 5;

  public Harm {
    examples = List.copyOf(examples);
  }

  /** Counts up to a harm. */
  static final class Tally {
    private final String what;
    private final List<String> examples = new ArrayList<>();
    private long count;

    Tally(String what) {
      this.what = what;
    }

    void add(long more, String example) {
      count += more;
      if (examples.size() < MOST_EXAMPLES) {
        examples.add(example);
      }
    }

    Harm harm() {
      return new Harm(what, count, examples);
    }
  }
}
