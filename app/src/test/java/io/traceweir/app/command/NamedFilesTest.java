// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.traceweir.app.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedFilesTest {

  private static final String RULES = "version: 1\nrules:\n  - { name: rest, keep: 5% }\n";

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @BeforeEach
  void writeFiles() throws IOException {
    write("rules.yaml", RULES);
    write("rules_test.yaml", "tests: { a: { trace: a b, rule: rest } }\n");
    write("wrong.yaml", "version: 1\nrules: [ { name: rest, keep: 5 } ]\n");
    write("wrong_test.yaml", "tests: { a: { trace: a b, rulle: rest } }\n");
    write("trace.json", "{\"resourceSpans\":[{\n");
    Files.write(directory.resolve("latin.yaml"), new byte[] {'#', (byte) 0xe9});
  }

  private void write(String name, String text) {
    try {
      Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Words that are names of files are those of this folder. */
  private Ran rules(String arguments) {
    Stream<Object> words =
        Stream.of(arguments.split(" "))
            .map(word -> word.contains(".") ? directory.resolve(word) : word);
    return traceweir(Stream.of("rules"), words);
  }

  private static Ran traceweir(Stream<?> command, Stream<?> more) {
    return Ran.traceweir(Stream.concat(command, more).toArray());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check rules.yaml gone.yaml",
        "check --output json gone.yaml wrong.yaml",
        "test rules_test.yaml gone.yaml",
        "test --output junit gone.yaml",
        "explain --rules rules.yaml --rules gone.yaml trace.json",
        "explain --rules wrong.yaml gone.yaml",
        "simulate --rules wrong.yaml gone.yaml --input trace.json",
        "simulate --rules rules.yaml --input trace.json gone.yaml",
        "convert gone.yaml",
        "fmt gone.yaml wrong.yaml",
      })
  void shouldRefuseACommandThatNamesAFileThatIsNotThere(String arguments) {
    Ran ran = rules(arguments);

    assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err().strip())
        .isEqualTo("traceweir: there is no file " + directory.resolve("gone.yaml"));
    assertThat(ran.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check wrong.yaml",
        "check latin.yaml",
        "test wrong_test.yaml",
        "test latin.yaml",
        "explain --rules wrong.yaml trace.json",
        "explain --rules latin.yaml trace.json",
        "explain --rules rules.yaml trace.json",
        "simulate --rules wrong.yaml --input trace.json",
        "simulate --rules rules.yaml --input trace.json",
        "convert wrong.yaml",
        "convert latin.yaml",
        "fmt wrong.yaml",
        "fmt latin.yaml",
      })
  void shouldEndWithFindingsWhenAFileHasMistakes(String arguments) {
    assertThat(rules(arguments).exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config check --config",
        "topics plan --offline --config",
        "doctor --config",
        "run --config",
        "graph --from",
      })
  void shouldRefuseAFolderInPlaceOfAFile(String command) {
    Ran ran = traceweir(Stream.of(command.split(" ")), Stream.of(directory));

    assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err())
        .startsWith("traceweir: " + directory + " is a folder, not a file")
        .hasLineCount(1);
    assertThat(ran.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rules check",
        "rules test",
        "rules explain",
        "rules simulate",
        "rules convert",
        "rules fmt",
        "config check",
        "topics plan",
        "topics create",
        "doctor",
        "graph",
      })
  void shouldSayInTheHelpHowItEnds(String command) {
    Ran ran = traceweir(Stream.of(command.split(" ")), Stream.of("--help"));

    assertThat(ran.out().replaceAll("\\s+", " "))
        .containsPattern("Ends with .*1 when .*" + Pattern.quote(NamedFiles.EXIT_CODE));
  }

  @Test
  void shouldNameAllThatAreNotThere() {
    assertThat(rules("check gone.yaml away.yaml").err())
        .contains("there is no file " + directory.resolve("gone.yaml"))
        .contains("there is no file " + directory.resolve("away.yaml"));
    assertThat(Ran.traceweir("rules", "check", directory).err())
        .contains(directory + " is a folder, not a file");
  }

  @ParameterizedTest
  @CsvSource({
    "check rules.yaml rules_test.yaml wrong_test.yaml, 0",
    "fmt --check rules.yaml rules_test.yaml wrong_test.yaml, 0",
    "simulate --rules rules.yaml rules_test.yaml wrong_test.yaml --input trace.json, 1",
  })
  void shouldLeaveOutTestsOfRulesAndSaySo(String arguments, int exitCode) {
    Ran ran = rules(arguments);

    assertThat(ran.exitCode()).isEqualTo(exitCode);
    assertThat(ran.err().lines())
        .startsWith(
            "traceweir: left out, tests for `traceweir rules test`: "
                + directory.resolve("rules_test.yaml")
                + ", "
                + directory.resolve("wrong_test.yaml"));
    assertThat(ran.err() + ran.out()).doesNotContain("_test.yaml:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check rules_test.yaml wrong_test.yaml",
        "fmt --check rules_test.yaml",
        "simulate --rules rules_test.yaml --input trace.json",
        "explain --rules rules_test.yaml trace.json",
      })
  void shouldNotTakeTestsAloneForRules(String arguments) {
    Ran ran = rules(arguments);

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(ran.err() + ran.out())
        .contains("rules_test.yaml:1:1: a rule file has no key \"tests\"")
        .doesNotContain("left out");
  }

  /** As of {@code rules check <(generate)}: a second reader would wait for ever. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldReadAPipeOnce() throws Exception {
    Path pipe = directory.resolve("pipe.yaml");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Thread writer = new Thread(() -> write("pipe.yaml", RULES), "writer of a pipe");
    writer.setDaemon(true);
    writer.start();

    Ran ran = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> rules("check pipe.yaml"));

    assertThat(ran.out()).contains("pipe.yaml is fine: 1 rule");
  }
}
