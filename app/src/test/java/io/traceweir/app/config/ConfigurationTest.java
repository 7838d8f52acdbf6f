// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.pipeline.PipelineSettings.StartFrom;
import io.traceweir.rules.Candidate;
import io.traceweir.rules.Rule;
import io.traceweir.yaml.ProblemsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a file that is right comes to, with the defaults of what it leaves out. */
class ConfigurationTest extends ConfigurationFile {
  private static final String MINIMAL =
      """
      kafka: { bootstrap_servers: kafka:9092 }
      input: { spans: otlp_spans, logs: otlp_logs }
      sampling:
        rules:
          - { name: errors, when: trace.error, keep: 100% }
          - { name: slow, when: trace.duration > 2s, keep: 100% }
          - { name: health, when: 'root.attributes["url.path"] == "/healthz"', keep: 0% }
          - { name: rest, keep: 5% }
      """;

  @Test
  void shouldTakeDefaultsForWhatAMinimalFileLeavesOut() throws ProblemsException {
    PipelineSettings settings = load(MINIMAL).pipeline();

    assertThat(settings.kafka().bootstrapServers()).isEqualTo("kafka:9092");
    assertThat(settings.kafka().guarantee()).isEqualTo(Guarantee.EXACTLY_ONCE);
    assertThat(settings.kafka().threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(settings.inputTopics()).containsExactly("otlp_spans", "otlp_logs");
    assertThat(settings.input().startFrom()).isEqualTo(new StartFrom.Latest());
    assertThat(settings.fragments().retention()).isEqualTo(Duration.ofHours(24));
    assertThat(settings.traces().decisionWait()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.traces().limitBytes()).isEqualTo(16L << 20);
    assertThat(settings.traces().idleWait()).isZero();
    assertThat(settings.traces().afterLimit()).isEqualTo(PipelineSettings.AfterLimit.ESSENTIALS);
    assertThat(settings.traces().memoryBytes()).isEqualTo(Runtime.getRuntime().maxMemory() / 2);
    assertThat(settings.output().logsWithoutTrace())
        .isEqualTo(new PipelineSettings.LogsWithoutTrace(true, 9));
    assertThat(settings.metrics().cumulative()).isTrue();
    assertThat(settings.sampling().rules().rules().stream().map(Rule::name))
        .containsExactly("errors", "slow", "health", "rest");
  }

  @Test
  void shouldKeepTheMetricsDefaultsOfTheirOwnModule() throws ProblemsException {
    assertThat(load(MINIMAL).pipeline().metrics().series())
        .isEqualTo(io.traceweir.series.MetricsSettings.DEFAULT);
  }

  @Test
  void shouldTakeEveryKeyThatAFileSets() throws ProblemsException {
    PipelineSettings settings =
        load("""
                version: 1
                kafka:
                  bootstrap_servers: a:1,b:2
                  application_id: weir
                  guarantee: at_least_once
                  commit_interval: 250ms
                  threads: 3
                  properties: { consumer.max.poll.records: 10, security.protocol: SSL }
                input: { spans: [s1, s2], encoding: otlp_json, partitioning: trace_id, start_from: 1h, max_future: 1m }
                fragments: { topic: f, partitions: 8, retention: 2h }
                traces:
                  decision_wait: 5s
                  decision_wait_after_root_received: 0s
                  idle_wait: 3s
                  limits: { spans: 10, bytes: 1MiB, after: drop }
                  memory: 64MiB
                output:
                  logs_without_trace: { action: drop, min_severity: WARN }
                  decisions: { topic: why }
                span_metrics: { temporality: delta, interval: 10s, dimensions: [http.route, { name: zone, default: none }] }
                service_graph: { virtual_node_peer_attributes: [] }
                http: { health: "127.0.0.1:0" }
                telemetry: { log_format: text, prometheus: false }
                """
                + RULES)
            .pipeline();

    assertThat(settings.kafka().properties())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("consumer.max.poll.records", "10", "security.protocol", "SSL"));
    assertThat(settings.kafka().threads()).isEqualTo(3);
    assertThat(settings.input())
        .isEqualTo(
            new PipelineSettings.Input(
                List.of("s1", "s2"),
                List.of(),
                PipelineSettings.Encoding.OTLP_JSON,
                PipelineSettings.Partitioning.TRACE_ID,
                new StartFrom.Ago(Duration.ofHours(1)),
                Duration.ofMinutes(1)));
    assertThat(settings.traces().memoryBytes()).isEqualTo(64L << 20);
    assertThat(settings.traces().idleWait()).hasSeconds(3);
    assertThat(settings.traces().afterLimit()).isEqualTo(PipelineSettings.AfterLimit.DROP);
    assertThat(settings.output().decisions()).isEqualTo("why");
    assertThat(settings.output().logsWithoutTrace().forward()).isFalse();
    assertThat(settings.metrics().cumulative()).isFalse();
    assertThat(settings.metrics().series().spanMetrics().dimensions()).hasSize(2);
    assertThat(settings.metrics().series().serviceGraph().peerAttributes()).isEmpty();
  }

  @Test
  void shouldAcceptReservedKeysThatSayWhatHappensAnyway() throws ProblemsException {
    Configuration configuration =
        load(
            """
            kafka: { bootstrap_servers: kafka:9092, group_protocol: classic }
            input: { partitioner: sarama_compat }
            traces: { root_span_condition: "", overload: off }
            output: { records: trace, dead_letters: { payload: truncate }, decisions: { dropped: all } }
            """
                + RULES);

    assertThat(configuration.effective().toString()).doesNotContain("overload");
  }

  @Test
  void shouldServeTheApiToThisMachineUnlessToldOtherwise() throws ProblemsException {
    String kafka = "kafka: { bootstrap_servers: kafka:9092 }\n" + RULES;

    Configuration.Api api = load(kafka).api();
    assertThat(api).isEqualTo(new Configuration.Api("127.0.0.1", 8081, false, null));
    assertThat(api.notes()).isEmpty();
    assertThat(load(kafka + "http: { api: off }\n").api().isOff()).isTrue();
    Configuration.Api written = load(kafka + "http: { api: \"[::1]:9\" }\n").api();
    assertThat(written).isEqualTo(new Configuration.Api("::1", 9, true, null));
    assertThat(written.notes()).isEmpty();
    assertThat(load(kafka + "http: { api: \":9\" }\n").api().notes())
        .singleElement()
        .asString()
        .contains("http.api", "http.token");
  }

  @Test
  void shouldReadRulesFromTheFileBesideTheConfiguration() throws ProblemsException {
    write("rules.yaml", "version: 1\nrules: [ { name: all, keep: 100% } ]\n");
    String kafka = "kafka: { bootstrap_servers: kafka:9092 }\n";

    assertThat(load(kafka).pipeline().sampling().rules().rules()).hasSize(1);
    assertThat(
            load(kafka + "sampling: { file: rules.yaml }\n").pipeline().sampling().rules().rules())
        .hasSize(1);
  }

  @Test
  void shouldReadTheRuleFileAgainUnlessItIsToldNotTo() throws ProblemsException {
    Path file = write("rules.yaml", "version: 1\nrules: [ { name: all, keep: 100% } ]\n");
    String kafka = "kafka: { bootstrap_servers: kafka:9092 }\n";

    WatchedRules watched = requireNonNull(load(kafka).rules());
    assertThat(watched.file()).isEqualTo(file);
    assertThat(watched.every()).isEqualTo(Duration.ofSeconds(10));
    assertThat(watched.contents()).isEqualTo(RulesFile.read(file).contents());
    assertThat(load(kafka + "sampling: { reload: 0s }\n").rules()).isNull();
    assertThat(load(kafka + RULES).rules()).isNull();
  }

  @Test
  void shouldReadCandidatesBesideTheRuleFile() throws ProblemsException {
    write("rules.yaml", "version: 1\ncandidates: [ n.yaml ]\nrules: [ { name: a, keep: 1% } ]\n");
    Path next = write("n.yaml", "version: 1\nrules: [ { name: b, keep: 1% } ]\n");
    Configuration configuration = load("kafka: { bootstrap_servers: kafka:9092 }\n");

    assertThat(configuration.pipeline().sampling().rules().candidates())
        .extracting(Candidate::name)
        .containsExactly("n");
    assertThat(requireNonNull(configuration.rules()).contents().files()).containsKey(next);
  }

  @Test
  void shouldNameTheFragmentsTopicByTheApplication() throws ProblemsException {
    String kafka = "kafka: { bootstrap_servers: k:1, application_id: weir }\n" + RULES;

    assertThat(load(MINIMAL).pipeline().fragments().topic()).isEqualTo("traceweir_fragments");
    assertThat(load(kafka).pipeline().fragments().topic()).isEqualTo("weir_fragments");
    assertThat(load(kafka + "fragments: { topic: f }\n").pipeline().fragments().topic())
        .isEqualTo("f");
    assertThat(load(kafka).effective().toString()).contains("topic=weir_fragments");
  }

  @Test
  void shouldRememberDecisionsUntilNoFragmentCanFollow() throws ProblemsException {
    String file = "kafka: { bootstrap_servers: k:1 }\n" + RULES;

    assertThat(problems(file + "traces: { remember_decisions_for: 399s }"))
        .singleElement()
        .asString()
        .startsWith("3:35: ")
        .contains("a second time", "at least 6m40s");
    assertThat(problems(file + "traces: { max_source_skew: 1h }"))
        .singleElement()
        .asString()
        .startsWith("3:28: ")
        .contains("at least 1h1m40s");
    assertThat(load(file + "traces: { remember_decisions_for: 400s }").effective()).isNotEmpty();
  }
}
