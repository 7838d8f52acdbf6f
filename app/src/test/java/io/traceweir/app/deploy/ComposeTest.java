// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.config.Configuration;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.yaml.ProblemsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ComposeTest {

  private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:([0-9]+):([0-9]+)");
  private static final Set<String> CONDITIONS =
      Set.of("service_started", "service_healthy", "service_completed_successfully");

  private final Compose compose = new Compose();
  private final Addresses addresses = new Addresses(compose);

  @Test
  void shouldHaveWhatBelongsBesideAKafka() {
    assertThat(compose.services().keySet())
        .contains(
            "kafka",
            "collector-in",
            "traceweir",
            "collector-out",
            "jaeger",
            "prometheus",
            "grafana");
  }

  @Test
  void shouldPinEveryImage() {
    compose.services().forEach((name, service) -> Images.check(service.at("image").text()));
    assertThat(compose.service("collector-in").at("image").text())
        .isEqualTo(compose.service("collector-out").at("image").text());
  }

  @Test
  void shouldMountFilesThatExistAndVolumesThatAreDeclared() {
    Set<String> used = new HashSet<>();
    for (String service : compose.services().keySet()) {
      for (Compose.Mount mount : compose.mounts(service)) {
        if (mount.isFile()) {
          assertThat(Tree.ROOT.resolve(mount.source())).exists();
          assertThat(mount.isReadOnly())
              .as("%s: %s is read only", service, mount.source())
              .isTrue();
        } else {
          used.add(mount.source());
        }
      }
    }
    assertThat(used).isEqualTo(compose.volumes());
  }

  @Test
  void shouldOpenPortsToThisMachineOnlyAndEachOnce() {
    List<String> opened = new ArrayList<>();
    for (String service : compose.services().keySet()) {
      for (String port : compose.ports(service)) {
        Matcher matcher = PORT.matcher(port);
        assertThat(matcher.matches()).as("%s: %s", service, port).isTrue();
        opened.add(matcher.group(1));
        boolean listens =
            addresses.has(service + ":" + matcher.group(2))
                || compose.service(service).toString().contains("://:" + matcher.group(2));
        assertThat(listens).as("%s listens at %s", service, matcher.group(2)).isTrue();
      }
    }
    assertThat(opened).doesNotHaveDuplicates().contains("4317", "4318", "3000", "16686", "9090");
  }

  @Test
  void shouldWaitForServicesThatCanBeWaitedFor() {
    compose
        .services()
        .forEach(
            (name, service) ->
                service
                    .at("depends_on")
                    .fields()
                    .forEach((other, how) -> checkDependency(name, other, how)));
  }

  private void checkDependency(String name, String other, Tree how) {
    String condition = how.at("condition").text();
    assertThat(compose.services()).as("%s waits for it", name).containsKey(other);
    assertThat(CONDITIONS).contains(condition);
    Tree target = compose.service(other);
    if (condition.equals("service_healthy")) {
      boolean hasOwn = target.at("healthcheck", "test").isPresent();
      boolean isBuilt = target.at("build").isPresent(); // the image has one, see DockerfileTest
      assertThat(hasOwn || isBuilt).as("health of %s", other).isTrue();
    }
    assertThat(condition.equals("service_completed_successfully"))
        .as("%s ends by itself", other)
        .isEqualTo(target.at("restart").text().equals("no"));
  }

  @Test
  void shouldBoundMemoryAndRestartServices() {
    compose
        .services()
        .forEach(
            (name, service) -> {
              assertThat(service.at("mem_limit").text()).as(name).matches("[0-9]+[mg]");
              assertThat(service.at("restart").text()).as(name).isIn("unless-stopped", "no");
            });
  }

  @Test
  void shouldRunTraceweirWithAReadOnlyRoot() {
    Tree traceweir = compose.service("traceweir");
    assertThat(traceweir.at("read_only").text()).isEqualTo("true");
    assertThat(traceweir.at("tmpfs").texts())
        .as("libraries are loaded from there")
        .anyMatch(mount -> mount.startsWith("/tmp:") && mount.contains("exec"));
    assertThat(traceweir.at("command").texts()).startsWith("run", "--config");
  }

  @Test
  void shouldFindEveryAddressThatIsConfigured() {
    for (String url : configuredAddresses()) {
      assertThat(addresses.has(Addresses.of(url)))
          .as("%s is one of %s", Addresses.of(url), addresses)
          .isTrue();
    }
  }

  private List<String> configuredAddresses() {
    List<String> found = new ArrayList<>();
    for (String file : List.of("collector/collector-in.yaml", "collector/collector-out.yaml")) {
      for (Tree exporter : Tree.read(file).at("exporters").fields().values()) {
        found.addAll(exporter.at("brokers").texts());
        if (exporter.at("endpoint").isPresent()) {
          found.add(exporter.at("endpoint").text());
        }
      }
      for (Tree receiver : Tree.read(file).at("receivers").fields().values()) {
        found.addAll(receiver.at("brokers").texts());
      }
    }
    for (Tree job : Tree.read("deploy/compose/prometheus.yml").at("scrape_configs").items()) {
      job.at("static_configs").items().forEach(each -> found.addAll(each.at("targets").texts()));
    }
    found.add(Tree.read("deploy/compose/traceweir.yaml").at("kafka", "bootstrap_servers").text());
    found.add(compose.variable("hotrod", "OTEL_EXPORTER_OTLP_ENDPOINT"));
    assertThat(found).hasSizeGreaterThan(10);
    return found;
  }

  @Test
  void shouldLetPrometheusReceiveWhatItIsSent() {
    assertThat(compose.service("prometheus").at("command").texts())
        .contains("--web.enable-otlp-receiver");
    assertThat(
            Tree.read("collector/collector-out.yaml")
                .at("exporters", "otlp_http/prometheus", "endpoint")
                .text())
        .endsWith("/api/v1/otlp");
  }

  @Test
  void shouldMakeTheTopicsThatCollectorsWriteAndTraceweirReads() throws ProblemsException {
    PipelineSettings settings = settings();
    String command = String.join("\n", compose.service("topics").at("command").texts());
    Matcher topics = Pattern.compile("for topic in ([\\w ]+);").matcher(command);
    assertThat(topics.find()).isTrue();
    assertThat(List.of(topics.group(1).split(" ")))
        .containsExactlyInAnyOrderElementsOf(settings.inputTopics());
    assertThat(command)
        .as("the same number of partitions for all")
        .containsPattern("--partitions [0-9]+ ");
    assertThat(compose.variable("kafka", "KAFKA_AUTO_CREATE_TOPICS_ENABLE")).isEqualTo("false");
  }

  @Test
  void shouldLetTopicsTakeTheLargestRecordOfTheCollector() {
    String command = String.join("\n", compose.service("topics").at("command").texts());
    Matcher limit = Pattern.compile("max\\.message\\.bytes=([0-9]+)").matcher(command);
    assertThat(limit.find()).isTrue();
    Tree producer = Tree.read("collector/collector-in.yaml").at("exporters", "kafka", "producer");
    assertThat(Integer.parseInt(producer.at("max_message_bytes").text()))
        .isLessThan(Integer.parseInt(limit.group(1)));
  }

  @Test
  void shouldGiveTraceweirAConfigurationItAccepts() throws ProblemsException {
    PipelineSettings settings = settings();
    assertThat(settings.kafka().bootstrapServers()).isEqualTo("kafka:9092");
    assertThat(settings.sampling().rules().rules()).isNotEmpty();
  }

  /** Of a single file the container keeps the one it began with when another takes its place. */
  @Test
  void shouldMountTheRulesWithTheirFolder() {
    String file = Tree.read("deploy/compose/traceweir.yaml").at("sampling", "file").text();
    int slash = file.indexOf('/');
    assertThat(slash).as("%s is in a folder of its own", file).isPositive();
    String folder = compose.mounted("traceweir", "/etc/traceweir/" + file.substring(0, slash));
    assertThat(Tree.ROOT.resolve(folder)).isDirectory();
    assertThat(Tree.ROOT.resolve(folder + file.substring(slash))).isRegularFile();
  }

  /** As it lies in the container: the folder of the rules is beside the configuration. */
  private PipelineSettings settings() throws ProblemsException {
    String config = compose.mounted("traceweir", "/etc/traceweir/traceweir.yaml");
    Path rules = Path.of(compose.mounted("traceweir", "/etc/traceweir/rules"));
    assertThat(rules.getParent()).isEqualTo(Path.of(config).getParent());
    return Configuration.load(Tree.ROOT.resolve(config), Map.of()).pipeline();
  }
}
