// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.deploy;

import static io.traceweir.app.deploy.ChartObjects.EVERYTHING;
import static io.traceweir.app.deploy.ChartObjects.all;
import static io.traceweir.app.deploy.ChartObjects.only;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tests that the chart brings, and what is said after an installation. */
class ChartHooksTest extends ChartTests {

  @Test
  void shouldCheckTheSameConfigurationInItsTests() throws IOException {
    List<Tree> pods = all(chart.renderAll(EVERYTHING), "Pod");
    List<List<String>> commands = new ArrayList<>();
    for (Tree pod : pods) {
      Tree container = pod.at("spec", "containers").items().get(0);
      commands.add(container.at("args").texts());
      assertThat(container.at("env").items())
          .extracting(variable -> variable.at("name").text())
          .containsExactly("POD_NAME", "TRACEWEIR_JAVA_OPTS", "REGION");
      assertThat(container.at("image").text()).isEqualTo("somewhere/traceweir:1.2.3");
    }
    String file = "/etc/traceweir/traceweir.yaml";
    assertThat(commands)
        .containsExactlyInAnyOrder(
            List.of("config", "check", "--config", file),
            List.of("doctor", "--config", file, "--allow-warnings"));
    for (String test : List.of("config-check.yaml", "doctor.yaml")) {
      String hook = Files.readString(Chart.FOLDER.resolve("templates/tests").resolve(test));
      assertThat(hook).contains("helm.sh/hook: test");
    }
  }

  @Test
  void shouldJudgeMemoryByTheHeapOfThePipeline() throws IOException {
    List<Tree> objects = chart.renderAll("resources: { limits: { memory: 5Gi } }");
    Tree doctor =
        all(objects, "Pod").stream()
            .filter(pod -> pod.at("metadata", "name").text().endsWith("-doctor"))
            .findFirst()
            .orElseThrow();
    assertThat(
            doctor
                .at("spec", "containers")
                .items()
                .get(0)
                .at("resources", "limits", "memory")
                .text())
        .isEqualTo("5Gi");
  }

  @Test
  void shouldSayWhatToDoNext() throws IOException {
    String notes = only(chart.renderAll(EVERYTHING), "Notes").at("text").text();
    assertThat(notes)
        .contains("helm test demo --namespace observability")
        .contains("statefulset/demo-traceweir")
        .contains("from kafka:9092")
        .contains("topic why")
        .doesNotContain("persistence is off");
  }
}
