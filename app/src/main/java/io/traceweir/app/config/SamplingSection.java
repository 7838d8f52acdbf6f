// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.rules.RuleSet;
import io.traceweir.trace.Annotation;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.ProblemsException;
import io.traceweir.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code sampling:} the rules, here or in a file of their own. */
final class SamplingSection {

  private static final String DEFAULT_FILE = "rules.yaml";

  private final Key<String> file;
  private final Key<YamlNode> rules;
  private final Key<YamlNode> policies;
  private final Key<YamlNode> aliases;
  private final Key<Annotation.Where> annotate;

  SamplingSection(Declarations d) {
    d.section("sampling", "The rules, in the configuration itself or in a file of their own.");
    file =
        d.optional(
            "sampling.file",
            ValueTypes.TEXT,
            "Rule file, relative to the configuration file; `rules.yaml` when there are no `rules`"
                + " here either. Rules are read at start.");
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
    d.notYet("sampling.reload", "rules are read once, at start");
    d.notYet("sampling.topic", "rules are read from a file or from here");
    d.notYet("sampling.candidates", "one set of rules is applied");
  }

  /** Null when there is a problem. */
  @Nullable RuleSet read(Values values, Path directory, Problems problems) {
    YamlNode inline = values.optional(rules).orElse(null);
    YamlNode collector = values.optional(policies).orElse(null);
    if (collector != null) {
      if (inline != null || values.isWritten(file)) {
        problems.add(
            values.node(policies),
            "rules are in sampling.file, in sampling.rules or in sampling.policies, not in two of"
                + " them");
      }
      return RuleSet.readPolicies(collector, problems);
    }
    YamlNode names = values.optional(aliases).orElse(null);
    if (inline != null) {
      if (values.isWritten(file)) {
        problems.add(values.node(file), "rules are either in sampling.file or in sampling.rules");
      }
      return RuleSet.read(inline, names, problems);
    }
    if (names != null) {
      problems.add(values.node(aliases), "aliases stand beside the rules, in the rule file");
    }
    return readFile(values, directory, problems);
  }

  private @Nullable RuleSet readFile(Values values, Path directory, Problems problems) {
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
    try {
      return RuleSet.parse(path.toString(), TextFile.read(path));
    } catch (ProblemsException e) {
      problems.addAll(e);
    } catch (IllegalArgumentException e) {
      problems.add(values.node(file), String.valueOf(e.getMessage()));
    }
    return null;
  }

  PipelineSettings.Sampling settings(Values values, RuleSet ruleSet) {
    return new PipelineSettings.Sampling(ruleSet, values.get(annotate));
  }
}
