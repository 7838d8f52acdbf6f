// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

/**
 * What was done to the workers.
 *
 * @param kills with kill -9
 * @param losses those of them that lost the state folder
 * @param restarts in order
 * @param scalings up or down
 * @param deaths of workers that nobody ended
 */
public record Tally(int kills, int losses, int restarts, int scalings, int deaths) {
  static final Tally NONE = new Tally(0, 0, 0, 0, 0);

  Tally killed(boolean lost) {
    return new Tally(kills + 1, losses + (lost ? 1 : 0), restarts, scalings, deaths);
  }

  Tally restarted() {
    return new Tally(kills, losses, restarts + 1, scalings, deaths);
  }

  Tally scaled() {
    return new Tally(kills, losses, restarts, scalings + 1, deaths);
  }

  Tally died() {
    return new Tally(kills, losses, restarts, scalings, deaths + 1);
  }
}
