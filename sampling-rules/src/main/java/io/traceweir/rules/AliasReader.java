// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.rules.condition.Aliases;
import io.traceweir.yaml.Decoders;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.YamlMap;
import io.traceweir.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads `aliases`: a name, and the attribute names it stands for. */
final class AliasReader {
  static final int MAX_NAMES = 16;

  private AliasReader() {}

  static Aliases read(YamlNode node, Problems problems) {
    if (!(node instanceof YamlMap map)) {
      problems.add(
          node,
          "`aliases` must be a map of names to lists of attribute names, found " + node.describe());
      return Aliases.NONE;
    }
    Map<String, List<String>> aliases = new LinkedHashMap<>();
    for (YamlMap.Entry entry : map.entries()) {
      String alias = entry.key().text();
      List<String> names = Decoders.oneOrMore(Decoders.STRING).decode(entry.value(), problems);
      // also when its names are wrong, so that uses of the alias are not reported as well
      aliases.put(alias, names == null || names.isEmpty() ? List.of(alias) : names);
      if (names != null) {
        check(alias, names, map, entry.value(), problems);
      }
    }
    return new Aliases(aliases);
  }

  private static void check(
      String alias, List<String> names, YamlMap map, YamlNode at, Problems problems) {
    if (names.isEmpty() || names.size() > MAX_NAMES) {
      problems.add(at, "an alias stands for 1 to " + MAX_NAMES + " attribute names");
    }
    for (String name : names) {
      if (name.isEmpty()) {
        problems.add(at, "the name of an attribute is empty");
      }
      if (!name.equals(alias) && map.value(name) != null) {
        problems.add(
            at, "an alias stands for attribute names, and `" + name + "` is an alias itself");
      }
    }
  }
}
