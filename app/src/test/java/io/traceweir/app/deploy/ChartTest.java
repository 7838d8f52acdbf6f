// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceweir.app.config.Configuration;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledWithHelm
class ChartTest {

  /** Everything that can be switched on, and nothing as it is by default. */
  private static final String EVERYTHING =
      """
      replicaCount: 3
      existingSecret: kafka-login
      javaOpts: -Xlog:gc
      extraEnv: [ { name: REGION, value: north } ]
      imagePullSecrets: [ { name: pull } ]
      image: { repository: somewhere/traceweir, tag: 1.2.3, pullPolicy: Always }
      serviceAccount: { name: tracing, annotations: { role: reader } }
      persistence: { storageClass: fast, size: 5Gi, annotations: { backup: "no" } }
      serviceMonitor: { enabled: true, labels: { release: prometheus } }
      networkPolicy:
        enabled: true
        from: [ { namespaceSelector: { matchLabels: { team: a } } } ]
        egress: [ { ports: [ { port: 9092, protocol: TCP } ] } ]
      podAnnotations: { reviewed: "yes" }
      podLabels: { team: a }
      nodeSelector: { disk: ssd }
      tolerations: [ { key: tracing, operator: Exists } ]
      affinity: { nodeAffinity: {} }
      priorityClassName: high
      config:
        kafka:
          application_id: shop
          properties: { security.protocol: SASL_SSL }
        input: { partitioning: trace_id }
        output: { decisions: { topic: why } }
      """;

  private static final String OTHER_RULES = "rules: { rules: [ { name: all, keep: 1% } ] }";

  private static final String NOTHING =
      """
      fullnameOverride: weir
      persistence: { enabled: false }
      podDisruptionBudget: { enabled: false }
      serviceAccount: { create: false }
      podMonitor: { enabled: true }
      topologySpreadConstraints: []
      config: { sampling: { rules: [ { name: all, keep: 100% } ] } }
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Chart chart;

  @BeforeEach
  void prepare() {
    chart = new Chart(directory);
  }

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

  private Tree annotations(String values) throws IOException {
    Tree set = only(chart.render(values), "StatefulSet");
    return new Tree("annotations", set.at("spec", "template", "metadata", "annotations").value());
  }

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

  /** Specifications of all pods: of the set, and of the test when it was rendered. */
  private static List<Tree> pods(List<Tree> objects) {
    List<Tree> pods = new ArrayList<>();
    pods.add(only(objects, "StatefulSet").at("spec", "template", "spec"));
    all(objects, "Pod").forEach(pod -> pods.add(pod.at("spec")));
    return pods;
  }

  private static Tree container(Tree set) {
    return set.at("spec", "template", "spec", "containers").items().get(0);
  }

  private static boolean matches(Tree selector, Tree labels) {
    Map<String, Tree> wanted = selector.fields();
    return !wanted.isEmpty()
        && wanted.entrySet().stream()
            .allMatch(each -> each.getValue().text().equals(labels.at(each.getKey()).value()));
  }

  private static List<Tree> all(List<Tree> objects, String kind) {
    return objects.stream().filter(object -> object.is(kind)).toList();
  }

  private static Tree only(List<Tree> objects, String kind) {
    List<Tree> found = all(objects, kind);
    assertThat(found).as(kind).hasSize(1);
    return found.get(0);
  }
}
