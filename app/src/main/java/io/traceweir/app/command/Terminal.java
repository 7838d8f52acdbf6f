// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import java.io.Console;
import java.nio.charset.Charset;
import java.util.stream.Stream;

/** Whether a person sits at the other end, likes colours, and which signs can be shown. */
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

  /** Of standard output: of its terminal, else of the locale. Its first name is that of Java 19. */
  static Charset charset() {
    return Stream.of("stdout.encoding", "sun.stdout.encoding", "native.encoding")
        .map(System::getProperty)
        .filter(name -> name != null && Charset.isSupported(name))
        .findFirst()
        .map(Charset::forName)
        .orElse(Charset.defaultCharset());
  }

  static boolean hasColours() {
    String never = System.getenv("NO_COLOR");
    return isThere() && (never == null || never.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
  }
}
