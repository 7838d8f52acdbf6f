// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.yaml.Decoder;
import io.traceweir.yaml.Decoders;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.ProblemsException;
import io.traceweir.yaml.Yaml;
import io.traceweir.yaml.YamlList;
import io.traceweir.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the rule files under `candidates`. */
final class CandidateReader {
  static final int MAX_CANDIDATES = 8;

  private static final Pattern ENDING = Pattern.compile("\\.ya?ml$");
  private static final Decoder<String> FILE =
      Decoders.scalar(
          "the name of a rule file",
          text -> {
            if (name(text).isBlank() || text.chars().anyMatch(Character::isISOControl)) {
              throw new IllegalArgumentException(
                  "expected the name of a rule file, such as rules-next.yaml");
            }
            if (name(text).length() > RuleReader.MAX_NAME) {
              throw new IllegalArgumentException(
                  "the name of a candidate's file has at most "
                      + RuleReader.MAX_NAME
                      + " characters");
            }
            return text;
          });

  private final Problems problems;
  private final @Nullable OtherFiles others;

  /**
   * @param others null: files are not read, only the list is looked at
   */
  CandidateReader(Problems problems, @Nullable OtherFiles others) {
    this.problems = problems;
    this.others = others;
  }

  /**
   * @param shadowed names of rules that have another share to try
   */
  List<Candidate> read(YamlNode node, Set<String> shadowed) {
    if (!(node instanceof YamlList list)) {
      problems.add(
          node,
          "`candidates` must be a list of rule files, such as [ rules-next.yaml ], found "
              + node.describe());
      return List.of();
    }
    if (list.items().size() > MAX_CANDIDATES) {
      problems.add(node, "there are more than " + MAX_CANDIDATES + " candidates");
      return List.of();
    }
    Set<String> taken = new HashSet<>(shadowed);
    shadowed.forEach(name -> taken.add(name + ".rule"));
    List<Candidate> candidates = new ArrayList<>();
    for (YamlNode item : list.items()) {
      String file = FILE.decode(item, problems);
      RuleSet rules = file == null ? null : rules(item, file);
      if (file != null && isFree(item, name(file), taken) && rules != null) {
        candidates.add(new Candidate(name(file), rules));
      }
    }
    return candidates;
  }

  /** On a decision `NAME` says what would have become of the trace, and `NAME.rule` why. */
  private boolean isFree(YamlNode at, String name, Set<String> taken) {
    boolean isOutcomeFree = taken.add(name);
    boolean isRuleFree = taken.add(name + ".rule");
    boolean free = isOutcomeFree && isRuleFree;
    if (!free) {
      problems.add(
          at,
          "the name `"
              + name
              + "` is taken by another candidate, or by a rule with a `shadow`; decisions could not"
              + " tell them apart: rename the file");
    }
    return free;
  }

  private static String name(String file) {
    String last = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    return ENDING.matcher(last).replaceFirst("");
  }

  private @Nullable RuleSet rules(YamlNode at, String file) {
    if (others == null) {
      return null;
    }
    try {
      OtherFiles.Text text = others.read(file);
      return new RuleFile(problems, null).file(Yaml.read(text.file(), text.text()));
    } catch (ProblemsException e) {
      problems.addAll(e);
    } catch (IllegalArgumentException e) {
      problems.add(at, String.valueOf(e.getMessage()));
    }
    return null;
  }
}
