// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceTest {

  private static final Path FILE = Path.of("..", "docs", "configuration.md");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  /** Written again with {@code mvn test -pl app -Dtest=ReferenceTest -Dreference=write}. */
  @Test
  void shouldBeWhatTheDeclarationsSay() throws IOException {
    if (System.getProperty("reference", "").equals("write")) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, Configuration.reference());
    }

    assertThat(FILE).hasContent(Configuration.reference());
  }

  @Test
  void shouldShowAFileThatLoads() throws IOException, ProblemsException {
    Matcher block =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Configuration.reference());

    assertThat(block.find()).isTrue();
    Path file = Files.writeString(directory.resolve("traceweir.yaml"), block.group(1));
    assertThat(Configuration.load(file, Map.of()).pipeline().sampling().rules().rules()).hasSize(4);
  }

  @Test
  void shouldDeclareOnlyDefaultsThatAreValuesOfTheirTypes() {
    Declarations declarations = new Sections().declarations;

    assertThat(declarations.keys())
        .isNotEmpty()
        .filteredOn(key -> key.fallback() != null)
        .allSatisfy(key -> assertThat(DefaultValue.of(key)).isNotNull());
    assertThat(declarations.keys())
        .allSatisfy(key -> assertThat(key.doc()).as(key.path()).endsWith(".").doesNotContain("|"));
  }
}
