// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.config.Configuration;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.decide.DecisionsWriter;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectorFilesTest {

  private final Compose compose = new Compose();
  private final Tree in = Tree.read("collector/collector-in.yaml");
  private final Tree out = Tree.read("collector/collector-out.yaml");

  @SuppressWarnings("NullAway.Init") // set before each test
  private PipelineSettings settings;

  @BeforeEach
  void loadTheConfigurationBesideThem() throws ProblemsException {
    settings =
        Configuration.load(Tree.ROOT.resolve("deploy/compose/traceweir.yaml"), Map.of()).pipeline();
  }

  @Test
  void shouldBeTheFilesThatComposeRuns() {
    for (String name : List.of("collector-in", "collector-out")) {
      List<String> command = compose.service(name).at("command").texts();
      assertThat(command.get(0)).isEqualTo("--config");
      assertThat(compose.mounted(name, command.get(1))).isEqualTo("collector/" + name + ".yaml");
    }
  }

  @Test
  void shouldWriteWhatTraceweirReads() {
    Tree kafka = in.at("exporters", "kafka");
    assertThat(kafka.at("traces", "topic").text()).isEqualTo(settings.input().spans().get(0));
    assertThat(kafka.at("logs", "topic").text()).isEqualTo(settings.input().logs().get(0));
    assertThat(kafka.at("traces", "encoding").text()).isEqualTo("otlp_proto");
    assertThat(kafka.at("logs", "encoding").text()).isEqualTo("otlp_proto");
    assertThat(settings.input().encoding().name()).isEqualTo("OTLP_PROTO");
  }

  @Test
  void shouldKeyByTraceWhereTraceweirReliesOnIt() {
    Tree kafka = in.at("exporters", "kafka");
    assertThat(settings.input().partitioning().name()).isEqualTo("TRACE_ID");
    assertThat(kafka.at("partition_traces_by_id").text()).isEqualTo("true");
    assertThat(kafka.at("partition_logs_by_trace_id").text()).isEqualTo("true");
    assertThat(kafka.at("record_partitioner").isPresent()).as("spans and logs alike").isFalse();
  }

  @Test
  void shouldLoseNothingOnTheWayIn() {
    Tree kafka = in.at("exporters", "kafka");
    assertThat(kafka.at("producer", "required_acks").text()).isEqualTo("all");
    assertThat(kafka.at("producer", "compression").text()).isIn("zstd", "lz4", "snappy", "gzip");
    assertThat(kafka.at("retry_on_failure", "max_elapsed_time").text()).isEqualTo("0s");
    String storage = kafka.at("sending_queue", "storage").text();
    assertThat(in.at("service", "extensions").texts()).contains(storage);
    String directory = in.at("extensions", storage, "directory").text();
    assertThat(compose.mounts("collector-in"))
        .as("the queue outlives the container")
        .anyMatch(mount -> mount.target().equals(directory) && !mount.isFile());
    assertThat(in.at("processors").fields().keySet())
        .as("a batch processor would answer senders before the queue has their data")
        .doesNotContain("batch");
  }

  @Test
  void shouldReadWhatTraceweirWrites() {
    List<String> read = new ArrayList<>();
    for (Tree receiver : out.at("receivers").fields().values()) {
      for (String signal : List.of("traces", "logs", "metrics")) {
        read.addAll(receiver.at(signal, "topics").texts());
      }
    }
    assertThat(read)
        .containsExactlyInAnyOrder(
            settings.output().spans(),
            settings.output().logs(),
            settings.output().decisions(),
            settings.metrics().spanMetricsTopic(),
            settings.metrics().serviceGraphTopic());
  }

  @Test
  void shouldMoveOnOnlyWhenAStoreHasWhatWasRead() {
    for (Tree receiver : out.at("receivers").fields().values()) {
      assertThat(receiver.at("message_marking", "after").text()).isEqualTo("true");
      assertThat(receiver.at("message_marking", "on_error").text()).isEqualTo("false");
      assertThat(receiver.at("error_backoff", "max_elapsed_time").text()).isEqualTo("0s");
      assertThat(receiver.at("initial_offset").text()).isEqualTo("earliest");
    }
    for (Tree exporter : out.at("exporters").fields().values()) {
      assertThat(exporter.at("sending_queue", "enabled").text()).isEqualTo("false");
    }
  }

  /** Loki takes records of one time and one text for one; those of a tick have the same time. */
  @Test
  void shouldGiveEachDecisionATextOfItsOwn() throws IOException {
    String processor = out.at("service", "pipelines", "logs", "processors").texts().get(0);
    Tree statements = out.at("processors", processor, "log_statements").items().get(0);
    assertThat(statements.at("conditions").texts())
        .containsExactly("log.event_name == \"" + DecisionsWriter.EVENT_NAME + "\"");
    String text = statements.at("statements").texts().get(0);
    assertThat(text).startsWith("set(log.body, ").contains("log.trace_id.string");
    Matcher attribute = Pattern.compile("log\\.attributes\\[\"([a-z._]+)\"]").matcher(text);
    assertThat(attribute.results().map(found -> found.group(1).replace('.', '_')).toList())
        .isNotEmpty()
        .allMatch(DecisionAttributes.names()::contains);
  }

  @Test
  void shouldGiveEachReceiverAGroupOfItsOwn() {
    assertThat(out.at("receivers").fields().values())
        .extracting(receiver -> receiver.at("group_id").text())
        .doesNotHaveDuplicates()
        .doesNotContain(settings.kafka().applicationId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"collector-in", "collector-out"})
  void shouldUseEveryComponentThatIsDeclared(String name) {
    Tree file = Tree.read("collector/" + name + ".yaml");
    for (String kind : List.of("receivers", "processors", "exporters")) {
      Set<String> used = new TreeSet<>();
      file.at("service", "pipelines")
          .fields()
          .values()
          .forEach(pipeline -> used.addAll(pipeline.at(kind).texts()));
      assertThat(used).as(kind).isEqualTo(new TreeSet<>(file.at(kind).fields().keySet()));
    }
    assertThat(file.at("service", "extensions").texts())
        .containsExactlyInAnyOrderElementsOf(file.at("extensions").fields().keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"collector-in", "collector-out"})
  void shouldBeExplainedLineByLine(String name) throws IOException {
    String page = Files.readString(Tree.ROOT.resolve("docs/collector.md"));
    for (Tree each : Tree.read("collector/" + name + ".yaml").all()) {
      for (String key : each.fields().keySet()) {
        Pattern inCode =
            Pattern.compile("`[^`\n]*(?<!\\w)" + Pattern.quote(key) + "(?!\\w)[^`\n]*`");
        assertThat(inCode.matcher(page).find()).as("docs/collector.md explains %s", key).isTrue();
      }
    }
  }

  @Test
  void shouldNameTheVersionThatIsExplained() throws IOException {
    String image = compose.service("collector-in").at("image").text();
    assertThat(Files.readString(Tree.ROOT.resolve("docs/collector.md")))
        .contains(image.substring(image.indexOf(':') + 1));
  }
}
