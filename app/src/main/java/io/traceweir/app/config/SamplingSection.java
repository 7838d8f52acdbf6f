// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.rules.RuleSet;
import io.traceweir.trace.Annotation;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code sampling:} the rules, here or in a file of their own. */
final class SamplingSection {

  private static final String DEFAULT_FILE = "rules.yaml";
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Key<String> file;
  private final Key<YamlNode> rules;
  private final Key<YamlNode> policies;
  private final Key<YamlNode> aliases;
  private final Key<Annotation.Where> annotate;
  private final Key<Duration> reload;

  /**
   * Rules as they were found.
   *
   * @param watched null when they are not to be read again
   */
  record Rules(RuleSet set, @Nullable WatchedRules watched) {}

  SamplingSection(Declarations d) {
    d.section("sampling", "The rules, in the configuration itself or in a file of their own.");
    file =
        d.optional(
            "sampling.file",
            ValueTypes.TEXT,
            "Rule file, relative to the configuration file; `rules.yaml` when there are no `rules`"
                + " here either. Changes take effect without a restart, see `reload`.");
    reload =
        d.key(
            "sampling.reload",
            ValueTypes.DURATION,
            "10s",
            "How often to look whether the rule file, or a candidate that it names, has other"
                + " contents; `0s` reads them at start only, else at least 1s. Rules with a mistake"
                + " are logged and counted, and the old ones go on deciding.");
    rules =
        d.optional(
            "sampling.rules",
            ValueTypes.RULES,
            "Rules in place of a file: first match wins, the last one has no `when`.");
    policies =
        d.optional(
            "sampling.policies",
            ValueTypes.RULES,
            "The policies of a Collector's `tail_sampling` processor, unchanged, in place of rules.");
    aliases =
        d.optional(
            "sampling.aliases",
            ValueTypes.ALIASES,
            "Names for attributes that were renamed: `http_status: [http.response.status_code,"
                + " http.status_code]`; the first one that is present counts.");
    annotate =
        d.key(
            "sampling.annotate",
            ValueTypes.constant(Annotation.Where.class),
            "root",
            "Which kept spans carry `traceweir.rule` and `traceweir.trigger`.");
    d.notYet("sampling.topic", "rules are read from a file or from here");
    d.notYet("sampling.candidates", "candidates are named in a rule file, see `sampling.file`");
  }

  /** Null when there is a problem. */
  @Nullable Rules read(Values values, Path directory, Problems problems) {
    checkReload(values, problems);
    YamlNode inline = values.optional(rules).orElse(null);
    YamlNode collector = values.optional(policies).orElse(null);
    if (collector != null) {
      if (inline != null || values.isWritten(file)) {
        problems.add(
            values.node(policies),
            "rules are in sampling.file, in sampling.rules or in sampling.policies, not in two of"
                + " them");
      }
      return unwatched(RuleSet.readPolicies(collector, problems));
    }
    YamlNode names = values.optional(aliases).orElse(null);
    if (inline != null) {
      if (values.isWritten(file)) {
        problems.add(values.node(file), "rules are either in sampling.file or in sampling.rules");
      }
      return unwatched(RuleSet.read(inline, names, problems));
    }
    if (names != null) {
      problems.add(values.node(aliases), "aliases stand beside the rules, in the rule file");
    }
    return readFile(values, directory, problems);
  }

  private static @Nullable Rules unwatched(@Nullable RuleSet set) {
    return set == null ? null : new Rules(set, null);
  }

  private void checkReload(Values values, Problems problems) {
    Duration every = values.optional(reload).orElse(Duration.ZERO);
    if (!every.isZero() && every.compareTo(SHORTEST) < 0) {
      problems.add(values.node(reload), "expected at least 1s, or 0s for never");
    }
    boolean here = values.optional(rules).isPresent() || values.optional(policies).isPresent();
    if (here && values.isWritten(reload)) {
      problems.add(
          values.node(reload),
          "rules that stand in the configuration are read at start; to change them while it runs,"
              + " put them in a file of their own (sampling.file)");
    }
  }

  private @Nullable Rules readFile(Values values, Path directory, Problems problems) {
    String name = values.optional(file).orElse(DEFAULT_FILE);
    Path path = directory.resolve(name);
    if (!Files.isRegularFile(path)) {
      problems.add(
          values.node(file),
          values.isWritten(file)
              ? "there is no file " + path
              : "rules are missing: write them under sampling.rules, or in " + path);
      return null;
    }
    RulesFile.Reading reading = RulesFile.read(path);
    reading.problems().forEach(problems::add);
    RuleSet set = reading.rules();
    Duration every = values.optional(reload).orElse(Duration.ZERO);
    if (set == null) {
      return null;
    }
    return new Rules(
        set, every.isZero() ? null : new WatchedRules(path, every, reading.contents()));
  }

  PipelineSettings.Sampling settings(Values values, RuleSet ruleSet) {
    return new PipelineSettings.Sampling(ruleSet, values.get(annotate));
  }
}
