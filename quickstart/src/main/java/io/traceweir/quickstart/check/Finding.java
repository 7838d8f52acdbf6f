// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One thing that was looked at.
 *
 * @param what in words
 * @param expected how many there are
 * @param agreeing how many of them are as they have to be
 * @param examples of those that are not
 */
public record Finding(String what, long expected, long agreeing, List<String> examples) {
  private static final int MAX_EXAMPLES = 3;

  public Finding {
    examples = List.copyOf(examples);
  }

  public boolean agrees() {
    return expected == agreeing;
  }

  /** Counts up to a finding. */
  static final class Tally {
    private final String what;
    private final List<String> examples = new ArrayList<>();
    private long expected;
    private long agreeing;

    Tally(String what) {
      this.what = what;
    }

    /** One more; the example is asked for when it does not agree. */
    void add(boolean agrees, Supplier<String> example) {
      expected++;
      if (agrees) {
        agreeing++;
      } else if (examples.size() < MAX_EXAMPLES) {
        examples.add(example.get());
      }
    }

    Finding finding() {
      return new Finding(what, expected, agreeing, examples);
    }
  }
}
