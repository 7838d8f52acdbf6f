// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesFmtTest {
  private static final String ODD =
      """
      rules:
      - {when: 'trace.error', name: "errors", keep: 100%} # all
      - name: rest
        keep: 5%
      version: 1
      """;

  private static final String USUAL =
      """
      version: 1
      rules:
        - { name: errors, when: trace.error, keep: 100% } # all
        - name: rest
          keep: 5%
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  @Test
  void shouldWriteFilesInPlaceAndNameThoseThatChanged() throws IOException {
    Path odd = file("odd.yaml", ODD);
    Path usual = file("usual.yaml", USUAL);

    Ran ran = Ran.traceweir("rules", "fmt", odd, usual);

    assertThat(ran.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(ran.out().lines()).containsExactly(odd.toString());
    assertThat(odd).hasContent(USUAL);
    assertThat(usual).hasContent(USUAL);
  }

  @Test
  void shouldOnlyNameFilesThatWouldChange() throws IOException {
    Path odd = file("odd.yaml", ODD);
    Path usual = file("usual.yaml", USUAL);

    Ran ran = Ran.traceweir("rules", "fmt", "--check", odd, usual);
    Ran fine = Ran.traceweir("rules", "fmt", "--check", usual);

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(ran.out().lines()).singleElement().asString().startsWith(odd + " would change");
    assertThat(odd).hasContent(ODD);
    assertThat(fine.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(fine.out()).isEmpty();
  }

  @Test
  void shouldLeaveAFileWithMistakesAlone() throws IOException {
    String text = ODD.replace("trace.error", "trace.eror");
    Path bad = file("bad.yaml", text);

    Ran ran = Ran.traceweir("rules", "fmt", bad);

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(ran.err()).contains(bad + ":2:11: unknown field `trace.eror`");
    assertThat(bad).hasContent(text);
  }

  @Test
  void shouldReadStandardInputAndWriteStandardOutput() {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(ODD.getBytes(UTF_8)));
    try {
      Ran ran = Ran.traceweir("rules", "fmt", "-");

      assertThat(ran.exitCode()).isEqualTo(ExitCode.OK);
      assertThat(ran.out()).isEqualTo(USUAL);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void shouldSayThatThereIsNoSuchFile() {
    Ran ran = Ran.traceweir("rules", "fmt", directory.resolve("nothing.yaml"));

    assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err()).contains("nothing.yaml").doesNotContain("\tat ");
  }
}
