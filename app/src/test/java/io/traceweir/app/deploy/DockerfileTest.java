// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.deploy.Dockerfile.Instruction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DockerfileTest {

  private static final Pattern MODULE = Pattern.compile("<module>([a-z-]+)</module>");
  private static final Pattern OWN_DEPENDENCY =
      Pattern.compile(
          "<dependency><groupId>io.traceweir</groupId><artifactId>([a-z-]+)</artifactId></dependency>");

  private final Dockerfile dockerfile;
  private final BuildContext context;

  DockerfileTest() throws IOException {
    dockerfile = Dockerfile.read();
    context = new BuildContext();
  }

  @Test
  void shouldPinTheImagesItStartsFrom() {
    assertThat(dockerfile.all("FROM")).hasSize(2);
    for (Instruction from : dockerfile.all("FROM")) {
      Images.check(from.words().get(0));
    }
    assertThat(dockerfile.last("FROM").words().get(0))
        .as("RocksDB needs glibc")
        .contains("-jre-")
        .doesNotContain("alpine");
  }

  @Test
  void shouldFindInTheContextWhatTheBuildReads() throws IOException {
    assertThat(context.has("pom.xml")).isTrue();
    assertThat(context.has(".mvn/jvm.config")).isTrue();
    for (String module : modules()) {
      assertThat(context.has(module + "/pom.xml")).as(module).isTrue();
    }
    for (String module : shipped()) {
      assertThat(context.has(module + "/src/main/java/io/traceweir/A.java")).as(module).isTrue();
    }
  }

  @Test
  void shouldLeaveOutOfTheContextWhatIsNotBuilt() {
    for (String path :
        List.of(
            ".git/config",
            "app/target/app.jar",
            "app/src/test/java/A.java",
            "docs/rules.md",
            "helm/traceweir/values.yaml",
            "deploy/compose/prometheus.yml",
            "traceweir-state/x")) {
      assertThat(context.has(path)).as(path).isFalse();
    }
  }

  @Test
  void shouldCopyFilesThatExist() {
    for (Instruction copy : dockerfile.all("COPY")) {
      List<String> operands = copy.operands();
      for (String source : operands.subList(0, operands.size() - 1)) {
        if (copy.has("--from=")) {
          assertThat(run()).as("made by the first stage").contains(source);
        } else {
          assertThat(Tree.ROOT.resolve(source)).exists();
          assertThat(source.equals(".") || context.has(source)).as(source).isTrue();
        }
      }
    }
  }

  @Test
  void shouldPackEveryModuleThatQuickstartNeeds() throws IOException {
    Matcher jar = Pattern.compile("([a-z-]+)/target/\\1-\\*\\.jar").matcher(run());
    assertThat(jar.results().map(found -> found.group(1)))
        .containsExactlyInAnyOrderElementsOf(shipped());
  }

  @Test
  void shouldRunAsANumberedUserWithAVolumeOfItsOwn() {
    String user = dockerfile.last("USER").arguments().strip();
    assertThat(user).matches("[1-9][0-9]*:[1-9][0-9]*");
    String[] ids = user.split(":", 2);
    String state = dockerfile.last("VOLUME").arguments().strip();
    assertThat(run()).contains("install -d -o " + ids[0] + " -g " + ids[1] + " " + state);
    assertThat(dockerfile.last("WORKDIR").arguments().strip()).isEqualTo(state);
    assertThat(Tree.read("deploy/compose/traceweir.yaml").at("kafka", "state_dir").text())
        .isEqualTo(state);
  }

  @Test
  void shouldStartAScriptThatIsReplacedByTheProgram() throws Exception {
    List<String> entrypoint = dockerfile.last("ENTRYPOINT").list();
    String script = Files.readString(source(entrypoint.get(0)));
    assertThat(entrypoint).hasSize(1);
    assertThat(script).startsWith("#!/bin/sh\n").contains("exec java ");
    Matcher main = Pattern.compile(" (io\\.traceweir\\.[\\w.]+) \"\\$@\"").matcher(script);
    assertThat(main.find()).isTrue();
    assertThat(Class.forName(main.group(1)).getMethod("main", String[].class)).isNotNull();
    assertThat(run()).as("with what the image was prepared").contains(main.group(1) + " config");
    assertThat(dockerfile.last("CMD").list())
        .containsExactly("run", "--config", "/etc/traceweir/traceweir.yaml");
  }

  @Test
  void shouldAskItsOwnHealth() {
    String check = dockerfile.last("HEALTHCHECK").arguments();
    List<String> command = new Instruction("CMD", check.substring(check.indexOf('['))).list();
    assertThat(command.get(0)).isEqualTo("bash");
    assertThat(source(command.get(1))).exists();
    assertThat(command.subList(2, 4)).containsExactly("8080", "/health/ready");
    assertThat(dockerfile.last("EXPOSE").arguments().strip()).isEqualTo("8080 8081");
  }

  /** Where a file of the image comes from. */
  private Path source(String target) {
    return dockerfile.all("COPY").stream()
        .map(Instruction::operands)
        .filter(operands -> operands.get(operands.size() - 1).equals(target))
        .map(operands -> Tree.ROOT.resolve(operands.get(0)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing is copied to " + target));
  }

  private String run() {
    return String.join("\n", dockerfile.all("RUN").stream().map(Instruction::arguments).toList())
        .replaceAll("\\s+", " ");
  }

  private static Set<String> modules() throws IOException {
    Set<String> modules = new TreeSet<>();
    Matcher module = MODULE.matcher(Files.readString(Tree.ROOT.resolve("pom.xml")));
    module.results().forEach(found -> modules.add(found.group(1)));
    return modules;
  }

  /** Quickstart and all modules it depends on, directly or not. */
  private static Set<String> shipped() throws IOException {
    Set<String> shipped = new TreeSet<>();
    addWithDependencies("quickstart", shipped);
    return shipped;
  }

  private static void addWithDependencies(String module, Set<String> modules) throws IOException {
    if (modules.add(module)) {
      Path pom = Tree.ROOT.resolve(module).resolve("pom.xml");
      Matcher dependency = OWN_DEPENDENCY.matcher(Files.readString(pom));
      while (dependency.find()) {
        addWithDependencies(dependency.group(1), modules);
      }
    }
  }
}
