// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.yaml.Problem;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.ProblemsException;
import io.traceweir.yaml.Substitution;
import io.traceweir.yaml.Yaml;
import io.traceweir.yaml.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** From file to settings; collects every problem of the file and of its rules before it refuses. */
final class ConfigurationReader {

  private final Map<String, String> environment;
  private final Sections sections = new Sections();
  private final Problems problems = new Problems();

  ConfigurationReader(Map<String, String> environment) {
    this.environment = environment;
  }

  Configuration read(Path file) throws ProblemsException {
    Path parent = file.getParent();
    Path directory = parent == null ? Path.of("") : parent;
    YamlNode written = Yaml.read(file.toString(), text(file));
    Substitution substitution = new Substitution(environment, path -> secret(directory, path));
    YamlNode node = substitution.apply(written, problems);
    Values values = new ValuesReader(sections.declarations, problems).read(node);
    sections.derive(values);
    sections.check(values, problems);
    SamplingSection.Rules rules = sections.sampling.read(values, directory, problems);
    problems.throwIfAny();
    if (rules == null) {
      throw new IllegalStateException("no rules, and no problem with them");
    }
    return configuration(values, rules);
  }

  private Configuration configuration(Values values, SamplingSection.Rules rules) {
    PipelineSettings pipeline =
        new PipelineSettings(
            sections.kafka.settings(values),
            sections.input.settings(values),
            sections.input.fragments(values),
            sections.traces.settings(values),
            sections.sampling.settings(values, rules.set()),
            sections.output.settings(values),
            sections.metrics.settings(values));
    return new Configuration(
        pipeline,
        rules.watched(),
        sections.server.settings(values),
        sections.server.api(values),
        sections.door.settings(values),
        values.plain(sections.declarations));
  }

  private static String text(Path file) throws ProblemsException {
    try {
      return TextFile.read(file);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw new ProblemsException(List.of(new Problem(file.toString(), 1, 1, message)));
    }
  }

  /** A file brought in by substitution; its last line end is the editor's, not the secret's. */
  private static String secret(Path directory, String path) {
    return TextFile.read(directory.resolve(path)).replaceFirst("\\R\\z", "");
  }
}
