// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.rules;

import io.traceweir.app.config.TextFile;
import io.traceweir.rules.RuleSet;
import io.traceweir.yaml.Problem;
import io.traceweir.yaml.ProblemsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A rule set and what it is called.
 *
 * @param name of the file without its folder, or with it where another file has the same name
 */
public record NamedRules(String name, RuleSet set) {

  /** Reads rule files; refuses with everything that is wrong in any of them. */
  public static List<NamedRules> read(List<Path> files) throws ProblemsException {
    List<NamedRules> read = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Map<String, Integer> names = new TreeMap<>();
    files.forEach(file -> names.merge(shortName(file), 1, Integer::sum));
    for (Path file : files) {
      String name = names.getOrDefault(shortName(file), 0) == 1 ? shortName(file) : file.toString();
      try {
        read.add(new NamedRules(name, RuleSet.parse(file.toString(), TextFile.read(file))));
      } catch (ProblemsException e) {
        problems.addAll(e.problems());
      } catch (IllegalArgumentException e) {
        problems.add(new Problem(file.toString(), 1, 1, String.valueOf(e.getMessage())));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemsException(problems);
    }
    return read;
  }

  private static String shortName(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }
}
