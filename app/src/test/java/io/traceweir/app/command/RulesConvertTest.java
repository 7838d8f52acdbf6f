// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.ExitCode;
import io.traceweir.rules.Rule;
import io.traceweir.rules.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesConvertTest {
  private static final String COLLECTOR =
      """
      receivers:
        otlp: { protocols: { grpc: {} } }
      processors:
        batch: {}
        tail_sampling:
          decision_wait: 20s
          num_traces: 100000
          maximum_trace_size_bytes: 4000000
          made_up: 1
          # who fails is kept
          policies:
            - name: errors # all of them
              type: status_code
              status_code: {status_codes: [ERROR]}

            - name: half
              type: probabilistic
              probabilistic: {sampling_percentage: 50}
          decision_cache:
            sampled_cache_size: 1000
      exporters:
        debug: {}
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("collector.yaml"), text);
  }

  @Test
  void shouldKeepThePoliciesAsTheyAre() throws Exception {
    Ran ran = Ran.traceweir("rules", "convert", file(COLLECTOR));

    assertThat(ran.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(ran.out())
        .contains(
            """
            version: 1
            policies:
              - name: errors # all of them
                type: status_code
                status_code: {status_codes: [ERROR]}

              - name: half
                type: probabilistic
                probabilistic: {sampling_percentage: 50}
            """)
        .doesNotContain("decision_cache", "debug");
    assertThat(RuleSet.parse("rules.yaml", ran.out()).rules())
        .extracting(Rule::name)
        .containsExactly("errors", "half", "(not sampled)");
  }

  @Test
  void shouldSayWhatBecomesOfEverythingElse() throws Exception {
    Ran ran = Ran.traceweir("rules", "convert", file(COLLECTOR));

    assertThat(ran.err())
        .contains("    decision_wait: 20s\n", "    decision_wait_after_root_received: 0s\n")
        .contains("    limits: { bytes: 4000000 }\n")
        .contains("`num_traces` is not needed", "`decision_cache` is not needed")
        .contains("`made_up` is not known here")
        .doesNotContain("`policies`", "`decision_wait`");
  }

  @Test
  void shouldAskWhichOfSeveralIsMeant() throws Exception {
    String two = COLLECTOR.replace("  batch: {}\n", "  tail_sampling/2:\n    policies: []\n");
    Ran ran = Ran.traceweir("rules", "convert", file(two));
    assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(ran.err()).contains("--processor: tail_sampling/2, tail_sampling");

    Ran chosen = Ran.traceweir("rules", "convert", "--processor", "tail_sampling", file(two));
    assertThat(chosen.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(chosen.out()).contains("- name: errors");
  }

  @Test
  void shouldSayWhereAPolicyIsWrong() throws Exception {
    Ran ran = Ran.traceweir("rules", "convert", file(COLLECTOR.replace("[ERROR]", "[error, OK]")));

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("collector.yaml:14:38: a status code is OK, ERROR or UNSET");
  }

  @Test
  void shouldNotOverwriteAFile() throws Exception {
    Path output = directory.resolve("rules.yaml");
    assertThat(Ran.traceweir("rules", "convert", file(COLLECTOR), "-o", output).exitCode())
        .isEqualTo(ExitCode.OK);
    assertThat(output).content().contains("- name: half");

    Ran again = Ran.traceweir("rules", "convert", file(COLLECTOR), "-o", output);
    assertThat(again.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(again.err()).contains("exists already");
  }

  @Test
  void shouldWriteWhatTheCheckCallsFine() throws Exception {
    Path output = directory.resolve("rules.yaml");
    Ran.traceweir("rules", "convert", file(COLLECTOR), "-o", output);

    Ran checked = Ran.traceweir("rules", "check", output);
    assertThat(checked.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(checked.out()).contains(output + " is fine: 2 policies, hash ");
  }

  @Test
  void shouldSayWhenThereIsNoSuchProcessor() throws Exception {
    Ran ran = Ran.traceweir("rules", "convert", file("processors: { batch: {} }\n"));

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(ran.err()).contains("no processor `tail_sampling` under `processors`");
  }

  @Test
  void shouldProposeNativeRulesAndSayWhereTheyDiffer() throws Exception {
    Ran ran = Ran.traceweir("rules", "convert", "--native", file(COLLECTOR));

    assertThat(ran.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(RuleSet.parse("rules.yaml", ran.out()).rules())
        .extracting(rule -> rule.name() + " " + rule.probability())
        .containsExactly("errors 1.0", "half 0.5");
    assertThat(ran.out()).contains("# Policy `half` (probabilistic).\n  # Not the same: as many");
    assertThat(ran.err())
        .contains("Where the rules differ from the policies:\n  `half` (probabilistic): as many")
        .contains("    decision_wait: 20s\n");
  }

  @Test
  void shouldSayWhichVariableIsNotSet() throws Exception {
    String collector =
        """
        processors:
          tail_sampling:
            policies:
              - name: one
                type: string_attribute
                string_attribute: {key: service.name, values: ["${env:NO_SUCH_ONE}"]}
        """;
    Ran ran = Ran.traceweir("rules", "convert", "--native", file(collector));

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(ran.err()).contains("environment variable NO_SUCH_ONE is not set");
  }
}
