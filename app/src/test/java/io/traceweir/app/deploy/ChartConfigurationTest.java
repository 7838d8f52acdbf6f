// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.deploy;

import static io.traceweir.app.deploy.ChartObjects.EVERYTHING;
import static io.traceweir.app.deploy.ChartObjects.NOTHING;
import static io.traceweir.app.deploy.ChartObjects.all;
import static io.traceweir.app.deploy.ChartObjects.container;
import static io.traceweir.app.deploy.ChartObjects.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.config.Configuration;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart makes of {@code config} and {@code rules}, read as the program reads it. */
class ChartConfigurationTest extends ChartTests {

  private static final String OTHER_RULES = "rules: { rules: [ { name: all, keep: 1% } ] }";

  @ParameterizedTest
  @ValueSource(strings = {"{}", EVERYTHING, NOTHING})
  void shouldConfigureTraceweirSoThatItAcceptsIt(String values) throws IOException {
    PipelineSettings settings = load(chart.render(values)).pipeline();
    assertThat(settings.sampling().rules().rules()).isNotEmpty();
    assertThat(settings.kafka().properties())
        .as("the place of the pod is kept for it")
        .containsEntry("group.instance.id", "demo-traceweir-0");
  }

  @Test
  void shouldKeepWhatIsGivenInTheConfiguration() throws IOException {
    PipelineSettings settings = load(chart.render(EVERYTHING)).pipeline();
    assertThat(settings.kafka().applicationId()).isEqualTo("shop");
    assertThat(settings.kafka().bootstrapServers()).isEqualTo("kafka:9092");
    assertThat(settings.kafka().properties()).containsEntry("security.protocol", "SASL_SSL");
    assertThat(settings.output().decisions()).isEqualTo("why");
  }

  @Test
  void shouldBringCandidatesBesideTheRules() throws IOException {
    String values =
        """
        rules: { candidates: [ next.yaml ], rules: [ { name: all, keep: 1% } ] }
        candidates: { next.yaml: { version: 1, rules: [ { name: other, keep: 2% } ] } }
        """;
    PipelineSettings settings = load(chart.render(values)).pipeline();
    assertThat(settings.sampling().rules().candidates())
        .singleElement()
        .satisfies(
            next -> {
              assertThat(next.name()).isEqualTo("next");
              assertThat(next.rules().rules().get(0).name()).isEqualTo("other");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", EVERYTHING, NOTHING})
  void shouldUsePortsThatHaveTheName(String values) throws IOException {
    List<Tree> objects = chart.render(values);
    Tree container = container(only(objects, "StatefulSet"));
    Tree port = container.at("ports").items().get(0);
    assertThat(port.at("name").text()).isEqualTo("http");
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      assertThat(container.at(probe, "httpGet", "port").text()).isEqualTo("http");
      assertThat(container.at(probe, "httpGet", "path").text()).startsWith("/health/");
    }
    Configuration.Server server = load(objects).server();
    assertThat(server.port()).isEqualTo(Integer.parseInt(port.at("containerPort").text()));
  }

  @Test
  void shouldStartPodsAnewWhenTheConfigurationChangesButNotForRules() throws IOException {
    Tree before = annotations("{}");
    Tree rules = annotations(OTHER_RULES);
    Tree config = annotations("config: { traces: { decision_wait: 5s } }");
    assertThat(rules).isEqualTo(before);
    assertThat(config.at("checksum/config")).isNotEqualTo(before.at("checksum/config"));
  }

  @Test
  void shouldStartPodsAnewForRulesThatAreReadAtStartOnly() throws IOException {
    String once = "config: { sampling: { reload: 0s } }\n";
    Tree before = annotations(once);
    Tree rules = annotations(once + OTHER_RULES);
    assertThat(rules.at("checksum/rules")).isNotEqualTo(before.at("checksum/rules"));
    assertThat(rules.at("checksum/config")).isEqualTo(before.at("checksum/config"));
  }

  /** What is mounted by its path alone stays as it was at the start. */
  @Test
  void shouldMountRulesSoThatTheyChangeInARunningPod() throws IOException {
    for (Tree mount :
        container(only(chart.render("{}"), "StatefulSet")).at("volumeMounts").items()) {
      assertThat(mount.at("subPath").isPresent()).isFalse();
    }
  }

  private Tree annotations(String values) throws IOException {
    Tree set = only(chart.render(values), "StatefulSet");
    return new Tree("annotations", set.at("spec", "template", "metadata", "annotations").value());
  }

  private Configuration load(List<Tree> objects) throws IOException {
    for (Tree map : all(objects, "ConfigMap")) {
      for (Map.Entry<String, Tree> file : map.at("data").fields().entrySet()) {
        Files.writeString(directory.resolve(file.getKey()), file.getValue().text());
      }
    }
    try {
      Map<String, String> environment = Map.of("POD_NAME", "demo-traceweir-0");
      return Configuration.load(directory.resolve("traceweir.yaml"), environment);
    } catch (ProblemsException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }
}
