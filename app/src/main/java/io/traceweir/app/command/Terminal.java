// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import java.io.Console;

/** Whether a person sits at the other end, and likes colours. */
public final class Terminal {

  private Terminal() {}

  /** Since Java 22 there is a console without a terminal, and a method that tells. */
  @SuppressWarnings("SystemConsoleNull")
  public static boolean isThere() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  static boolean hasColours() {
    String never = System.getenv("NO_COLOR");
    return isThere() && (never == null || never.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
  }
}
