// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.ruletest;

import io.traceweir.app.config.TextFile;
import io.traceweir.rules.RuleSet;
import io.traceweir.rules.testing.FileResult;
import io.traceweir.rules.testing.RuleTests;
import io.traceweir.rules.testing.TestFile;
import io.traceweir.yaml.Problem;
import io.traceweir.yaml.ProblemsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Runs test files, one after the other. */
public final class Suite {
  private final Map<Path, Tested> tested = new LinkedHashMap<>();

  /** A rule file, and which of its rules have taken a trace so far. */
  private record Tested(Path file, RuleTests rules, Set<String> taken) {
    /** Where no test could be run, nothing can be said of the rules. */
    private List<String> untested() {
      return taken.isEmpty() ? List.of() : rules.untested(taken);
    }
  }

  /**
   * Runs all of them.
   *
   * @param reader hears of each file as soon as it is done
   */
  public SuiteResult run(List<Path> files, Consumer<FileRun> reader) {
    List<FileRun> runs = new ArrayList<>();
    for (Path file : files) {
      FileRun run = run(file);
      runs.add(run);
      reader.accept(run);
    }
    List<Untested> untested = new ArrayList<>();
    for (Tested one : tested.values()) {
      List<String> names = one.untested();
      if (!names.isEmpty()) {
        untested.add(new Untested(one.file(), names));
      }
    }
    return new SuiteResult(runs, untested);
  }

  private FileRun run(Path file) {
    try {
      TestFile tests = TestFile.read(file.toString(), TextFile.read(file), new OtlpFiles(file));
      Tested rules = rules(file, tests.rules());
      FileResult result = rules.rules().run(tests);
      rules.taken().addAll(result.taken());
      return new FileRun(file, result, List.of());
    } catch (ProblemsException e) {
      return new FileRun(file, null, e.problems());
    } catch (IllegalArgumentException e) {
      Problem problem = new Problem(file.toString(), 1, 1, String.valueOf(e.getMessage()));
      return new FileRun(file, null, List.of(problem));
    }
  }

  private Tested rules(Path testFile, String name) throws ProblemsException {
    Path file = testFile.resolveSibling(name).normalize();
    Tested known = tested.get(file);
    if (known == null) {
      RuleSet rules = RuleSet.parse(file.toString(), TextFile.read(file));
      known = new Tested(file, new RuleTests(rules), new LinkedHashSet<>());
      tested.put(file, known);
    }
    return known;
  }
}
