// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferenceTest {

  private static final Path FILE = Path.of("..", "docs", "configuration.md");

  @Test
  void shouldBeWhatTheDeclarationsSay() throws IOException {
    if (System.getProperty("reference", "").equals("write")) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, Configuration.reference());
    }

    assertThat(FILE)
        .as(
            "write it anew: mvn test -pl app -am -Dtest=ReferenceTest -Dreference=write"
                + " -Dsurefire.failIfNoSpecifiedTests=false")
        .content(UTF_8) // whatever the locale is
        .isEqualTo(Configuration.reference());
  }

  @Test
  void shouldDeclareOnlyDefaultsThatAreValuesOfTheirTypes() {
    Declarations declarations = new Sections().declarations;

    assertThat(declarations.keys())
        .isNotEmpty()
        .filteredOn(key -> key.need() == Key.Need.DEFAULTED)
        .allSatisfy(key -> assertThat(DefaultValue.of(key)).isNotNull());
    assertThat(declarations.keys())
        .allSatisfy(key -> assertThat(key.doc()).as(key.path()).endsWith(".").doesNotContain("|"));
  }
}
