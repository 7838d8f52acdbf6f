// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong with a file, in the order of the text. */
public final class ProblemsException extends Exception {

  // transient: exceptions are serializable by inheritance, nobody serializes this one
  private final transient List<Problem> problems;

  public ProblemsException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
