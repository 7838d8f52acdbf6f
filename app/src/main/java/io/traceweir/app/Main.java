// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app;

import io.traceweir.app.command.CommandLines;

/** The main class of {@code traceweir}. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(CommandLines.create().execute(args));
  }
}
