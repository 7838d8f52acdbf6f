// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that a reader hears of every mistake at once. */
public final class Problems {

  /** A file that is wrong from end to end needs no longer list than this. */
  private static final int MAX = 200;

  private final List<Problem> problems = new ArrayList<>();

  private final List<Concealed> concealed = new ArrayList<>();

  /** Scalars whose value nobody knows: what else seems wrong with it is no mistake. */
  private final List<YamlScalar> unknown = new ArrayList<>();

  private int unheard;

  /** What is wrong with this scalar has been said: from now on nothing is added about it. */
  void setUnknown(YamlScalar scalar) {
    unknown.add(scalar);
  }

  /** From now on and for what was said before. */
  void conceal(Concealed scalar) {
    concealed.add(scalar);
  }

  public void add(YamlNode at, String message) {
    add(at.position(), message);
  }

  public void add(Position at, String message) {
    add(Problem.at(at, message));
  }

  public void add(Problem problem) {
    if (unknown.stream().anyMatch(scalar -> scalar.contains(problem.position()))) {
      unheard++;
      return;
    }
    // an aliased node is decoded at each use: its mistakes are said once
    if (problems.size() < MAX && !problems.contains(problem)) {
      problems.add(problem);
    }
  }

  public void addAll(ProblemsException e) {
    e.problems().forEach(this::add);
  }

  public boolean isEmpty() {
    return problems.isEmpty();
  }

  /** For "has this part gone well": compare before and after. */
  public int size() {
    return problems.size() + unheard;
  }

  /** In the order of the text; what was substituted is shown as it was written. */
  public List<Problem> list() {
    return problems.stream()
        .map(this::concealed)
        .sorted(Comparator.comparing(Problem::position))
        .toList();
  }

  private Problem concealed(Problem problem) {
    Problem shown = problem;
    for (Concealed scalar : concealed) {
      shown = scalar.apply(shown);
    }
    return shown;
  }

  public void throwIfAny() throws ProblemsException {
    if (!problems.isEmpty()) {
      throw new ProblemsException(list());
    }
  }
}
