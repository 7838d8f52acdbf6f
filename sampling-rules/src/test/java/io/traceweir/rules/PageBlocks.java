// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The YAML on a page, in its order. */
final class PageBlocks {
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");

  private PageBlocks() {}

  enum Kind {
    RULES,
    TESTS,
    COLLECTOR,
    REFINERY;

    private static Kind of(String yaml) {
      if (yaml.lines().anyMatch(line -> line.startsWith("tests:"))) {
        return TESTS;
      }
      if (yaml.startsWith("processors:")) {
        return COLLECTOR;
      }
      return yaml.startsWith("RulesVersion:") ? REFINERY : RULES;
    }
  }

  /**
   * @param line of the page where it begins, for messages
   */
  record Block(Kind kind, String yaml, long line) {
    @Override
    public String toString() {
      return "line " + line + ":\n" + yaml;
    }
  }

  static List<Block> of(String page) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = YAML.matcher(page);
    while (matcher.find()) {
      String yaml = matcher.group(1);
      long line = page.substring(0, matcher.start(1)).lines().count();
      blocks.add(new Block(Kind.of(yaml), yaml, line + 1));
    }
    return blocks;
  }
}
