// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.ExitCode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {

  private static final String RULES =
      """
      version: 1
      rules:
        - { name: errors, when: trace.error, keep: 100% }
        - { name: rest, keep: 5% }
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @SuppressWarnings("NullAway.Init") // set before each
  private Path config;

  @BeforeEach
  void writeFiles() throws IOException {
    config = directory.resolve("traceweir.yaml");
    Files.writeString(directory.resolve("rules.yaml"), RULES);
    Files.writeString(config, "kafka: { bootstrap_servers: \"localhost:1\" }\n");
  }

  @Test
  void shouldTeachWithAnExampleInEveryHelp() {
    assertHelpTeaches(CommandLines.create());
  }

  private static void assertHelpTeaches(CommandLine line) {
    String name = line.getCommandSpec().qualifiedName();
    if (line.getCommand() instanceof CommandLine.HelpCommand) {
      return;
    }
    String help = line.getUsageMessage(CommandLine.Help.Ansi.OFF);
    assertThat(help).as(name).containsPattern("Example:|First steps:").contains("  traceweir ");
    assertThat(help.lines()).as(name).allSatisfy(l -> assertThat(l).hasSizeLessThanOrEqualTo(80));
    line.getSubcommands().values().forEach(CommandLineTest::assertHelpTeaches);
  }

  @Test
  void shouldSayWhatThereIsWhenNothingIsAsked() {
    Ran ran = Ran.traceweir();

    assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err()).contains("Usage: traceweir", "quickstart", "run");
    assertThat(Ran.traceweir("config").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void shouldSuggestTheNearestCommand() {
    Ran ran = Ran.traceweir("config", "chek");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err()).contains("chek", "Did you mean", "check").doesNotContain("\tat ");
  }

  @Test
  void shouldSuggestTheNearestOption() {
    Ran ran = Ran.traceweir("run", "--timeut", "3s");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err())
        .contains("--timeut", "Did you mean: --timeout?", "See: traceweir run --help");
  }

  @Test
  void shouldTakeTheFileToCheckWithoutItsOptionToo() {
    Ran ran = Ran.traceweir("config", "check", config);
    Ran twice = Ran.traceweir("config", "check", config, "--config", config);

    assertThat(ran.out()).contains(config + " is fine: 2 rules, hash ");
    assertThat(ran.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(twice.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(twice.err()).contains("once, not twice", "See: traceweir config check --help");
  }

  @Test
  void shouldSayThatAConfigurationIsFine() {
    Ran ran = Ran.traceweir("config", "check", "-c", config);

    assertThat(ran.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(ran.out()).contains("is fine: 2 rules, hash ");
  }

  @Test
  void shouldNoteAnApiThatIsOpenToOthers() throws IOException {
    Files.writeString(
        config, "kafka: { bootstrap_servers: \"localhost:1\" }\nhttp: { api: \"0.0.0.0:8081\" }\n");

    Ran text = Ran.traceweir("config", "check", "-c", config);
    Ran json = Ran.traceweir("config", "check", "-c", config, "-o", "json");

    assertThat(text.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(text.out()).contains("note: http.api: everybody", "http.token");
    assertThat(json.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(json.out()).contains("\"notes\"", "http.token");
  }

  @Test
  void shouldSayThatTheApisPortIsTakenOnlyWhenItWasAskedFor() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      Files.writeString(
          config,
          "kafka: { bootstrap_servers: \"localhost:1\" }\nhttp: { health: \"127.0.0.1:0\", api: \":"
              + socket.getLocalPort()
              + "\" }\n");

      Ran ran = Ran.traceweir("run", "-c", config, "--timeout", "500ms");

      assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
      assertThat(ran.err()).contains("http.api", ":" + socket.getLocalPort()).hasLineCount(1);
    }
  }

  @Test
  void shouldListEveryMistakeAndEndWithFindings() throws IOException {
    Files.writeString(config, "kafka: { bootstrap: x }\ntraces: { memory: lots }\n");

    Ran text = Ran.traceweir("config", "check", "-c", config);
    Ran json = Ran.traceweir("config", "check", "-c", config, "-o", "json");
    Ran run = Ran.traceweir("run", "-c", config);

    assertThat(text.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(text.out().lines()).hasSize(3).allMatch(line -> line.startsWith(config + ":"));
    assertThat(json.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(json.out()).contains("\"line\" : 2", "\"column\" : 19");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(run.err().lines()).hasSize(3);
  }

  @Test
  void shouldListAllMistakesOfARuleFile() throws IOException {
    Path bad =
        Files.writeString(
            directory.resolve("bad.yaml"),
            """
            version: 1
            rules:
              - { name: a, when: trace.eror, keep: 100% }
              - { name: b, when: 'trace.duration > ', keep: 1% }
              - { name: rest, keep: 500% }
            """);

    Ran ran = Ran.traceweir("rules", "check", bad, directory.resolve("rules.yaml"));

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(ran.out().lines().filter(line -> line.startsWith(bad + ":"))).hasSize(3);
    assertThat(ran.out()).contains("rules.yaml is fine: 2 rules");
  }

  @Test
  void shouldCheckCandidatesWithTheRulesThatNameThem() throws IOException {
    Path rules = directory.resolve("tries.yaml");
    String rest = "version: 1\nrules: [ { name: rest, keep: 5% } ]\n";
    Files.writeString(rules, "candidates: [ next.yaml ]\n" + rest);
    Files.writeString(directory.resolve("next.yaml"), rest);

    Ran fine = Ran.traceweir("rules", "check", rules);
    assertThat(fine.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(fine.out()).contains("tries.yaml is fine: 1 rule", "candidate next: 1 rule, hash ");

    Files.writeString(directory.resolve("next.yaml"), rest.replace("5%", "5"));
    Ran broken = Ran.traceweir("rules", "check", rules);
    assertThat(broken.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(broken.out()).contains("next.yaml:2:30: a percentage needs its `%`");
  }

  @Test
  void shouldNameAFileThatIsNotThere() {
    Ran run = Ran.traceweir("run", "-c", directory.resolve("gone.yaml"));
    Ran rules = Ran.traceweir("rules", "check", directory.resolve("gone.yaml"));

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("there is no file", "gone.yaml").hasLineCount(1);
    assertThat(rules.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(rules.err()).contains("there is no file", "gone.yaml").hasLineCount(1);
  }

  @Test
  void shouldPrintAConfigurationThatMeansTheSame() throws IOException {
    String first = Ran.traceweir("config", "print", "-c", config).out();
    Files.writeString(config, first);

    assertThat(Ran.traceweir("config", "print", "-c", config).out()).isEqualTo(first);
    assertThat(first).contains("decision_wait: 30s", "buckets:").doesNotContain("&", "*");
  }

  @Test
  void shouldPlanTopicsWithoutKafka() {
    Ran ran = Ran.traceweir("topics", "plan", "--offline", "-c", config);

    assertThat(ran.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(ran.out())
        .containsPattern(
            "traceweir_fragments +internal +64 +unknown .*LogAppendTime retention.ms=86400000")
        .containsPattern("otlp_spans_kept +output ");
  }

  @Test
  void shouldSayWithinTheTimeGivenThatNoBrokerAnswers() throws IOException {
    // a port that nobody listens at, for certain: it was bound a moment ago
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Files.writeString(
        config,
        "kafka: { bootstrap_servers: \"localhost:"
            + port
            + "\" }\nhttp: { health: \"127.0.0.1:0\" }\n");

    Ran topics = Ran.traceweir("topics", "plan", "-c", config, "--timeout", "500ms");
    Ran run = Ran.traceweir("run", "-c", config, "--timeout", "500ms");

    assertThat(topics.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(topics.err())
        .contains("localhost:" + port + " within 500ms")
        .doesNotContain("\tat ");
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.err())
        .contains("localhost:" + port + " within 500ms; --wait")
        .doesNotContain("\tat ");
  }

  @Test
  void shouldSayThatAPortIsTaken() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      Files.writeString(
          config,
          "kafka: { bootstrap_servers: \"localhost:1\" }\nhttp: { health: \":"
              + socket.getLocalPort()
              + "\" }\n");

      Ran ran = Ran.traceweir("run", "-c", config);

      assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
      assertThat(ran.err()).contains("http.health", ":" + socket.getLocalPort()).hasLineCount(1);
    }
  }

  @Test
  void shouldRefuseADurationWithoutAUnit() {
    Ran ran = Ran.traceweir("topics", "plan", "-c", config, "--timeout", "5");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err()).contains("expected a duration");
  }

  @Test
  void shouldSayWhichVersionItIs() {
    assertThat(Ran.traceweir("version").out())
        .containsPattern("traceweir +\\d+\\.\\d+")
        .contains("kafka_client");
    assertThat(Ran.traceweir("--version").out()).startsWith("traceweir ");
  }

  @Test
  void shouldSayTheVersionForEverySubcommandToo() {
    String version = Ran.traceweir("-V").out();
    assertThat(version).startsWith("traceweir ");
    assertThat(Ran.traceweir("run", "-V").out()).isEqualTo(version);
    assertThat(Ran.traceweir("rules", "fmt", "-V").out()).isEqualTo(version);
    assertVersion(CommandLines.create());
  }

  private static void assertVersion(CommandLine line) {
    assertThat(line.getCommandSpec().versionProvider())
        .as(line.getCommandSpec().qualifiedName(" "))
        .isInstanceOf(Version.class);
    line.getSubcommands().values().forEach(CommandLineTest::assertVersion);
  }
}
