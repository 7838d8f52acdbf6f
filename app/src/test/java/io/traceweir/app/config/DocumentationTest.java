// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.rules.RuleSet;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentationTest {

  private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Path ROOT = Path.of("..");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @Test
  void shouldShowOnlyFilesThatLoad() throws IOException, ProblemsException {
    int loaded = 0;
    for (Path page : pages()) {
      Matcher block = BLOCK.matcher(Files.readString(page));
      while (block.find()) {
        loaded += load(page, block.group(1)) ? 1 : 0;
      }
    }
    assertThat(loaded).isPositive();
  }

  /** Blocks of other programs, a Collector's for one, are theirs to check. */
  private boolean load(Path page, String yaml) throws IOException, ProblemsException {
    if (yaml.lines().anyMatch(line -> line.startsWith("kafka:"))) {
      Path file = Files.writeString(directory.resolve("traceweir.yaml"), yaml);
      Files.writeString(
          directory.resolve("rules.yaml"), "version: 1\nrules: [ { name: all, keep: 100% } ]\n");
      Configuration configuration = Configuration.load(file, Map.of("KAFKA", "kafka:9092"));
      return !configuration.pipeline().sampling().rules().rules().isEmpty();
    }
    if (yaml.lines().anyMatch(line -> line.startsWith("tests:"))) {
      return false; // tests of rules, which the page of the rules runs
    }
    if (yaml.lines().anyMatch(line -> line.startsWith("rules:"))) {
      return !RuleSet.parse(page.toString(), yaml).rules().isEmpty();
    }
    return false;
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (Path folder : List.of(ROOT, ROOT.resolve("docs"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
      }
    }
    return pages;
  }
}
