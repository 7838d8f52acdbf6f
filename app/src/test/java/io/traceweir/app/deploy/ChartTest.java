// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.deploy;

import static io.traceweir.app.deploy.ChartObjects.EVERYTHING;
import static io.traceweir.app.deploy.ChartObjects.NOTHING;
import static io.traceweir.app.deploy.ChartObjects.all;
import static io.traceweir.app.deploy.ChartObjects.container;
import static io.traceweir.app.deploy.ChartObjects.matches;
import static io.traceweir.app.deploy.ChartObjects.only;
import static io.traceweir.app.deploy.ChartObjects.pods;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest extends ChartTests {

  @Test
  void shouldPassLint() {
    assertThat(Chart.lint().isFailed()).as("%s", Chart.lint().getMessages()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", EVERYTHING, NOTHING})
  void shouldSelectItsOwnPods(String values) throws IOException {
    List<Tree> objects = chart.render(values);
    Tree pods = only(objects, "StatefulSet").at("spec", "template", "metadata", "labels");
    int selectors = 0;
    for (Tree object : objects) {
      for (Tree each : object.at("spec").all()) {
        if (each.at("matchLabels").isPresent() && !object.is("ServiceMonitor")) {
          boolean foreign = each.where().contains("namespaceSelector");
          assertThat(foreign || matches(each.at("matchLabels"), pods)).as(each.where()).isTrue();
          selectors++;
        }
      }
    }
    for (Tree service : all(objects, "Service")) {
      assertThat(matches(service.at("spec", "selector"), pods)).as(service.where()).isTrue();
    }
    assertThat(selectors).isPositive();
  }

  @Test
  void shouldScrapeOneOfTheServices() throws IOException {
    List<Tree> objects = chart.render(EVERYTHING);
    Tree monitor = only(objects, "ServiceMonitor");
    assertThat(all(objects, "Service"))
        .filteredOn(
            s -> matches(monitor.at("spec", "selector", "matchLabels"), s.at("metadata", "labels")))
        .hasSize(1)
        .allMatch(s -> s.at("spec", "ports").items().get(0).at("name").text().equals("http"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", EVERYTHING, NOTHING})
  void shouldMountWhatIsDeclared(String values) throws IOException {
    List<Tree> objects = chart.renderAll(values);
    Set<String> configMaps = new HashSet<>();
    all(objects, "ConfigMap").forEach(each -> configMaps.add(each.name()));
    for (Tree pod : pods(objects)) {
      Set<String> volumes = new HashSet<>();
      pod.at("volumes").items().forEach(volume -> volumes.add(volume.at("name").text()));
      only(objects, "StatefulSet").at("spec", "volumeClaimTemplates").items().stream()
          .filter(claim -> pod.where().contains("template"))
          .forEach(claim -> volumes.add(claim.name()));
      Set<String> mounted = new HashSet<>();
      Tree container = pod.at("containers").items().get(0);
      container.at("volumeMounts").items().forEach(mount -> mounted.add(mount.at("name").text()));
      assertThat(mounted).as(pod.where()).isEqualTo(volumes);
      for (Tree each : pod.at("volumes").all()) {
        if (each.at("configMap").isPresent()) {
          assertThat(configMaps).contains(each.at("configMap", "name").text());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", EVERYTHING, NOTHING})
  void shouldRunAsTheRestrictedProfileWantsIt(String values) throws IOException {
    for (Tree pod : pods(chart.renderAll(values))) {
      Tree container = pod.at("containers").items().get(0).at("securityContext");
      assertThat(pod.at("securityContext", "runAsNonRoot").text()).isEqualTo("true");
      assertThat(pod.at("securityContext", "seccompProfile", "type").text())
          .isEqualTo("RuntimeDefault");
      assertThat(container.at("allowPrivilegeEscalation").text()).isEqualTo("false");
      assertThat(container.at("readOnlyRootFilesystem").text()).isEqualTo("true");
      assertThat(container.at("capabilities", "drop").texts()).containsExactly("ALL");
      assertThat(pod.at("automountServiceAccountToken").text()).isEqualTo("false");
    }
  }

  @Test
  void shouldRunAsTheUserOfTheImage() throws IOException {
    Tree pod = pods(chart.render("{}")).get(0).at("securityContext");
    assertThat(pod.at("runAsUser").text() + ":" + pod.at("runAsGroup").text())
        .isEqualTo(Dockerfile.read().last("USER").arguments().strip());
  }

  @Test
  void shouldPutStateOnAVolumeThatIsKept() throws IOException {
    Tree set = only(chart.render("{}"), "StatefulSet");
    Tree spec = set.at("spec");
    String name = spec.at("volumeClaimTemplates").items().get(0).name();
    Tree mount =
        container(set).at("volumeMounts").items().stream()
            .filter(each -> each.at("name").text().equals(name))
            .findFirst()
            .orElseThrow();
    assertThat(mount.at("mountPath").text())
        .isEqualTo(Dockerfile.read().last("VOLUME").arguments().strip());
    assertThat(spec.at("persistentVolumeClaimRetentionPolicy", "whenDeleted").text())
        .isEqualTo("Retain");
  }

  @Test
  void shouldLeaveOutWhatIsSwitchedOff() throws IOException {
    List<Tree> objects = chart.render(NOTHING);
    assertThat(objects)
        .extracting(Tree::kind)
        .doesNotContain("PodDisruptionBudget", "ServiceAccount", "ServiceMonitor", "NetworkPolicy")
        .contains("PodMonitor");
    assertThat(only(objects, "StatefulSet").name()).isEqualTo("weir");
    assertThat(only(objects, "StatefulSet").at("spec", "volumeClaimTemplates").isPresent())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replicas: 3                                       | additional properties 'replicas' not allowed
          replicaCount: three                               | /replicaCount
          image: { digest: abc }                            | /image/digest
          persistence: { size: 10 GB }                      | /persistence/size
          persistence: { whenDeleted: Keep }                | /persistence/whenDeleted
          config: { kafka: { bootstrap_servers: '' } }      | /config/kafka/bootstrap_servers
          rules: { rules: [] }                              | /rules/rules
          candidates: { rules.yaml: {} }                    | invalid propertyName 'rules.yaml'
          rules: { rule: [] }                               | additional properties 'rule' not allowed
          serviceMonitor: { enabled: 'yes' }                | /serviceMonitor/enabled
          config: { kafka: { state_dir: /x } }              | config.kafka.state_dir is the chart's
          config: { http: { health: '0.0.0.0:9' } }         | config.http.health is the chart's
          config: { sampling: { file: x } }                 | config.sampling.file is the chart's
          { serviceMonitor: { enabled: true }, podMonitor: { enabled: true } } | scraped twice
          """)
  void shouldRefuseWrongValuesAndSayWhichAndWhy(String values, String message) {
    assertThatThrownBy(() -> chart.render(values)).hasMessageContaining(message);
  }

  @Test
  void shouldRefuseAKubernetesThatIsTooOld() {
    assertThatThrownBy(() -> chart.render("{}", "1.26.0")).hasMessageContaining(">=1.27.0");
  }
}
