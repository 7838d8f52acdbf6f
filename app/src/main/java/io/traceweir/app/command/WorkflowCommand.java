// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.yaml.Problem;

/**
 * A line by which a step of GitHub Actions says where something is wrong. Format and escapes: <a
 * href="https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands">workflow
 * commands</a>.
 */
final class WorkflowCommand {
  private WorkflowCommand() {}

  static String error(Problem problem) {
    return "::error file="
        + property(problem.file())
        + ",line="
        + problem.line()
        + ",col="
        + problem.column()
        + "::"
        + message(problem.message());
  }

  private static String message(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  /** In properties a colon and a comma would end the value. */
  private static String property(String text) {
    return message(text).replace(":", "%3A").replace(",", "%2C");
  }
}
