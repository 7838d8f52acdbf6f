// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import io.traceweir.yaml.Problems;
import io.traceweir.yaml.ProblemsException;
import io.traceweir.yaml.Yaml;
import io.traceweir.yaml.YamlMap;
import io.traceweir.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the tail_sampling processors in the configuration of a Collector. */
public final class CollectorFile {
  private static final String TYPE = "tail_sampling";

  private final String file;
  private final String text;

  public CollectorFile(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * A processor as it is configured.
   *
   * @param name as in {@code tail_sampling/2}
   * @param policiesText what stands under {@code policies}, with its comments, unindented
   */
  record Processor(String name, YamlMap settings, String policiesText) {}

  /**
   * Converts a processor.
   *
   * @param wanted its name, null for the only one
   * @throws ProblemsException with everything that is in the way
   */
  public Conversion convert(@Nullable String wanted) throws ProblemsException {
    Problems problems = new Problems();
    YamlNode root = Yaml.read(file, text);
    Processor processor = find(root, wanted, problems);
    problems.throwIfAny();
    if (processor == null) {
      throw new IllegalStateException("no processor and no problem");
    }
    return Conversion.of(file, processor);
  }

  private @Nullable Processor find(YamlNode root, @Nullable String wanted, Problems problems) {
    YamlMap processors = root instanceof YamlMap map ? processors(map) : null;
    List<YamlMap.Entry> found = new ArrayList<>();
    if (processors != null) {
      processors.entries().stream().filter(CollectorFile::isTailSampling).forEach(found::add);
    }
    if (wanted != null) {
      found.removeIf(entry -> !entry.key().text().equals(wanted));
    }
    if (found.isEmpty()) {
      problems.add(
          processors == null ? root : processors,
          wanted == null
              ? "no processor `tail_sampling` under `processors`"
              : "no processor `" + wanted + "` under `processors`");
      return null;
    }
    if (found.size() > 1) {
      List<String> names = found.stream().map(entry -> entry.key().text()).toList();
      problems.add(
          found.get(1).key(),
          "there are several: choose one with --processor: " + String.join(", ", names));
      return null;
    }
    return processor(found.get(0), problems);
  }

  /** A whole file, or only the processor as in its documentation. */
  private static @Nullable YamlMap processors(YamlMap root) {
    YamlNode processors = root.value("processors");
    if (processors instanceof YamlMap map) {
      return map;
    }
    return root.entries().stream().anyMatch(CollectorFile::isTailSampling) ? root : null;
  }

  private static boolean isTailSampling(YamlMap.Entry entry) {
    String name = entry.key().text();
    return name.equals(TYPE) || name.startsWith(TYPE + "/");
  }

  private @Nullable Processor processor(YamlMap.Entry entry, Problems problems) {
    if (!(entry.value() instanceof YamlMap settings)) {
      problems.add(entry.key(), "this processor has no settings, so it samples nothing");
      return null;
    }
    YamlMap.Entry policies =
        settings.entries().stream()
            .filter(setting -> setting.key().text().equals("policies"))
            .findFirst()
            .orElse(null);
    if (policies == null) {
      problems.add(entry.key(), "this processor has no `policies`, so it samples nothing");
      return null;
    }
    String block = new Block(text).of(policies.key().position());
    if (block == null) {
      problems.add(
          policies.key(),
          "`policies` stands inside braces; put it on a line of its own, and each policy below");
      return null;
    }
    return new Processor(entry.key().text(), settings, block);
  }
}
