// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.deploy;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/** What of the repository gets into the build of the image, by {@code .dockerignore}. */
final class BuildContext {

  private record Rule(PathMatcher matcher, boolean included) {}

  private final List<Rule> rules = new ArrayList<>();

  BuildContext() throws IOException {
    for (String line : Files.readAllLines(Tree.ROOT.resolve(".dockerignore"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        boolean included = line.startsWith("!");
        String pattern = line.substring(included ? 1 : 0).replaceFirst("/$", "");
        rules.add(new Rule(FileSystems.getDefault().getPathMatcher("glob:" + pattern), included));
      }
    }
  }

  /** The last pattern counts that matches the path or a folder it is in. */
  boolean has(String path) {
    boolean included = true;
    for (Rule rule : rules) {
      for (Path part = Path.of(path); part != null; part = part.getParent()) {
        if (rule.matcher().matches(part)) {
          included = rule.included();
          break;
        }
      }
    }
    return included;
  }
}
