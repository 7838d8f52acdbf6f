// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.ExitCode;
import io.traceweir.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCheckTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @Test
  void shouldPointAtMistakesInAPullRequest() throws IOException {
    Path bad = directory.resolve("bad.yaml");
    Files.writeString(
        bad,
        """
        version: 1
        rules:
          - { name: errors, when: trace.eror, keep: 100% }
          - { name: rest, keep: 5 }
        """);

    Ran ran = Ran.traceweir("rules", "check", "--output", "github", bad);

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(ran.out().lines())
        .containsExactly(
            "::error file="
                + bad
                + ",line=3,col=27::unknown field `trace.eror`, did you mean"
                + " `trace.error`?",
            "::error file=" + bad + ",line=4,col=25::a percentage needs its `%25`: write `5%25`");
  }

  @Test
  void shouldSayThatAFileIsFineForGitHubToo() throws IOException {
    Path fine = directory.resolve("fine.yaml");
    Files.writeString(fine, "version: 1\nrules: [ { name: all, keep: 100% } ]\n");

    Ran ran = Ran.traceweir("rules", "check", "--output", "github", fine);

    assertThat(ran.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(ran.out()).contains("is fine: 1 rule, hash ").doesNotContain("::");
  }

  @Test
  void shouldEscapeWhatWouldEndACommandOrAProperty() {
    Problem problem = new Problem("a:b,c%d.yaml", 1, 2, "50% of\r\none: two, three");

    assertThat(WorkflowCommand.error(problem))
        .isEqualTo("::error file=a%3Ab%2Cc%25d.yaml,line=1,col=2::50%25 of%0D%0Aone: two, three");
  }

  @Test
  void shouldPointAtMistakesOfAConfigurationToo() throws IOException {
    Path config = directory.resolve("traceweir.yaml");
    Files.writeString(config, "kafka: { bootstrap: x }\n");

    Ran ran = Ran.traceweir("config", "check", "-c", config, "-o", "github");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(ran.out()).startsWith("::error file=" + config + ",line=1,col=");
  }
}
