// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import java.time.Duration;

/** Something that is done to the workers. */
public sealed interface Fault {

  /** For people, before it happens. */
  String plan();

  /**
   * A worker ends without any chance to say so, and is started again.
   *
   * @param losesState whether its state folder is deleted meanwhile
   * @param away until it is started again
   */
  record Kill(int worker, boolean losesState, Duration away) implements Fault {
    @Override
    public String plan() {
      return "kill worker " + worker + (losesState ? ", state folder lost" : "");
    }
  }

  /** So many workers from now on. */
  record Scale(int workers) implements Fault {
    @Override
    public String plan() {
      return "scale to " + workers;
    }
  }

  /** Every worker is stopped in order and started again, the next one when it is back. */
  record RollingRestart() implements Fault {
    @Override
    public String plan() {
      return "restart all, one by one";
    }
  }
}
