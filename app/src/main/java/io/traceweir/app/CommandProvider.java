// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app;

/**
 * Brings a command into {@code traceweir}; found by {@link java.util.ServiceLoader}, so that
 * modules above this one can add theirs.
 */
public interface CommandProvider {

  /**
   * An object annotated with picocli's {@code @Command}, a {@code Callable<Integer>} that returns
   * an {@link ExitCode}. It may throw {@link CommandException}.
   */
  Object command();
}
