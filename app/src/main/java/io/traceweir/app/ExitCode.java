// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app;

/** How a command ends; scripts rely on these. */
public final class ExitCode {

  public static final int OK = 0;

  /** Something was found that somebody has to mend. */
  public static final int FINDINGS = 1;

  /** The command was not understood. */
  public static final int USAGE = 2;

  /** Kafka, or whatever else the command needs, cannot be reached. */
  public static final int UNREACHABLE = 3;

  /** A defect of Traceweir itself; a stack trace was printed. */
  public static final int DEFECT = 70;

  private ExitCode() {}
}
