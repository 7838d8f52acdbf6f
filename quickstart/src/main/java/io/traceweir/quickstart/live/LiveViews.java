// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import java.util.Optional;
import java.util.function.Consumer;

/** Chooses how a run is shown. */
public final class LiveViews {
  private LiveViews() {}

  /** A picture where the terminal can show one, else lines. */
  public static LiveView picture(boolean colours, Consumer<String> out) {
    Optional<Screen> screen = Screens.open(colours, out);
    return screen.isPresent() ? screen.get() : lines(true, out);
  }

  /**
   * One line after the other.
   *
   * @param watched whether a person reads along: then some kept traces are named
   */
  public static LiveView lines(boolean watched, Consumer<String> out) {
    return new PlainLines(watched, out);
  }
}
