// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextReportTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  private String report(boolean colours) throws IOException {
    Files.writeString(
        directory.resolve("r.yaml"), "version: 1\nrules: [ { name: r, keep: 5% } ]\n");
    Path tests =
        Files.writeString(
            directory.resolve("r_test.yaml"), "tests: { a: { trace: s a, keep: 6% } }\n");
    StringWriter out = new StringWriter();
    TextReport report = new TextReport(new PrintWriter(out), colours, false);
    report.finish(new Suite().run(List.of(tests), report::write));
    return out.toString();
  }

  @Test
  void shouldUseColoursOnlyWhenAsked() throws IOException {
    String plain = report(false);
    String coloured = report(true);

    assertThat(plain).contains("  - keep: 6%   expected\n  + keep: 5%   got\n");
    assertThat(coloured)
        .contains("\u001b[31mFAILED \u001b[0m", "\u001b[32m  + keep: 5%   got\u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[\\d+m", "")).isEqualTo(plain);
  }
}
