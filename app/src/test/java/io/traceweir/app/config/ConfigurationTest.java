// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.pipeline.PipelineSettings.StartFrom;
import io.traceweir.rules.Rule;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

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

  private static final String RULES = "sampling: { rules: [ { name: rest, keep: 5% } ] }\n";

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  private final Map<String, String> environment = new HashMap<>();

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "traces: { holds: [] }|traces.holds",
        "traces: { overload: { lag: 5m, keep: 1% } }|traces.overload",
        "traces: { root_span_condition: kind == 1 }|traces.root_span_condition",
        "output: { records: item }|output.records",
        "output: { logs_of_dropped_traces: { min_severity: WARN } }|logs_of_dropped_traces",
        "span_metrics: { exemplars: 5 }|span_metrics.exemplars",
        "span_metrics: { limits: { series: 5 } }|span_metrics.limits",
      })
  void shouldRefuseWhatThisVersionDoesNotDo(String yaml, String key) {
    assertThat(problems("kafka: { bootstrap_servers: kafka:9092 }\n" + yaml + "\n" + RULES))
        .singleElement()
        .asString()
        .startsWith("2:")
        .contains(key, "in this version");
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
  void shouldNotShowTheTokenOfTheApi() throws ProblemsException {
    Configuration configuration =
        load(
            "kafka: { bootstrap_servers: kafka:9092 }\nhttp: { api: \":9\", token: open-sesame }\n"
                + RULES);

    assertThat(configuration.api().token()).isEqualTo("open-sesame");
    assertThat(configuration.api().notes()).isEmpty();
    assertThat(configuration.effective().toString()).doesNotContain("sesame").contains("redacted");
    assertThat(problems("kafka: { bootstrap_servers: k:9 }\nhttp: { token: short }\n" + RULES))
        .containsExactly(
            "2:16: expected a token of at least 8 characters, all of them visible ASCII");
    assertThat(problems("kafka: { bootstrap_servers: k:9 }\nhttp: { api: nowhere }\n" + RULES))
        .containsExactly(
            "2:14: expected an address and port such as 127.0.0.1:8081, or off, found \"nowhere\"");
  }

  @Test
  void shouldNameEveryMistakeOfFileAndRulesAtOnce() {
    List<String> problems =
        problems(
            """
            kafka: { bootstrap_server: kafka:9092 }
            decision_wait: 5s
            traces: { decision-wait: 5s, memory: 200% }
            sampling:
              rules:
                - { name: a, when: trace.eror, keep: 100% }
                - { name: b, when: trace.duration > 2s, keep: 101% }
                - { name: c, keep: 5 }
            """);

    assertThat(problems)
        .hasSize(7)
        .startsWith(
            "1:10: kafka has no key \"bootstrap_server\"; did you mean \"bootstrap_servers\"?",
            "2:1: the configuration has no key \"decision_wait\"; there is traces.decision_wait",
            "3:11: traces has no key \"decision-wait\"; did you mean \"decision_wait\"?",
            "3:38: expected a percentage above 0% and up to 90%, found \"200%\"");
    assertThat(problems.subList(4, 7))
        .map(problem -> problem.substring(0, 5))
        .containsExactly("6:24:", "7:51:", "8:24:");
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
  void shouldPointIntoTheRuleFile() {
    write(
        "rules.yaml", "version: 1\nrules:\n  - { name: a, keep: 100 }\n  - { nam: b, keep: 1% }\n");

    assertThat(problems("kafka: { bootstrap_servers: kafka:9092 }\n"))
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(problem -> assertThat(problem).contains("rules.yaml:"));
  }

  @Test
  void shouldSayWhereRulesAreExpected() {
    String kafka = "kafka: { bootstrap_servers: kafka:9092 }\n";

    assertThat(problems(kafka)).singleElement().asString().contains("rules are missing");
    assertThat(problems(kafka + "sampling: { file: gone.yaml }"))
        .singleElement()
        .asString()
        .startsWith("2:19: there is no file ");
    assertThat(problems(kafka + "sampling: { file: x, rules: [ { name: r, keep: 1% } ] }"))
        .containsExactly("2:19: rules are either in sampling.file or in sampling.rules");
  }

  @Test
  void shouldReplaceVariablesAndFiles() throws ProblemsException {
    environment.put("KAFKA", "broker:9092");
    environment.put("THREADS", "2");
    write("password", "s3cret\n");

    PipelineSettings.Kafka kafka =
        load("""
                kafka:
                  bootstrap_servers: ${env:KAFKA}
                  threads: ${env:THREADS}
                  application_id: ${env:NAME:-weir}
                  properties: { ssl.key.password: "${file:password}" }
                """
                + RULES)
            .pipeline()
            .kafka();

    assertThat(kafka.bootstrapServers()).isEqualTo("broker:9092");
    assertThat(kafka.threads()).isEqualTo(2);
    assertThat(kafka.applicationId()).isEqualTo("weir");
    assertThat(kafka.properties()).containsEntry("ssl.key.password", "s3cret");
  }

  @Test
  void shouldShowASubstitutionAsWrittenAndNeverWhatCameIn() {
    environment.put("MYSECRET", "hunter2");
    write("token", "hunter2 long\n");
    write("rules.yaml", "version: 1\nrules: [ { name: all, keep: 100% } ]\n");
    String kafka = "kafka: { bootstrap_servers: k:1";

    assertThat(problems(kafka + ", commit_interval: \"${env:MYSECRET}\" }"))
        .singleElement()
        .asString()
        .contains("found \"${env:MYSECRET}\"");
    for (String yaml :
        List.of(
            kafka + ", threads: \"a${env:MYSECRET}\" }",
            kafka + ", guarantee: \"${file:token}\" }",
            kafka + ", properties: \"${env:MYSECRET}\" }",
            kafka + ", properties: { producer.max.request.size: \"${env:MYSECRET}\" } }",
            kafka + ", properties: { security.protocol: \"${env:MYSECRET}\" } }",
            kafka + " }\nsampling: \"${env:MYSECRET}\"",
            kafka + " }\nsampling: { file: \"${env:MYSECRET}\" }",
            kafka + " }\nsampling: { rules: [ { name: r, keep: \"${env:MYSECRET}\" } ] }",
            kafka
                + " }\nsampling: { rules: [ { name: a, keep: 1%, when: \"${env:MYSECRET}\" },"
                + " { name: r, keep: 1% } ] }")) {
      assertThat(problems(yaml))
          .as(yaml)
          .isNotEmpty()
          .allSatisfy(problem -> assertThat(problem).doesNotContain("hunter"));
    }
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "producer.max.request.size: 2mb|producer.max.request.size: expected a whole number, found \"2mb\"",
        "security.protocol: NOPE|security.protocol: Kafka does not accept the value, found \"NOPE\": ",
        "consumer.max.poll.records: 0|Kafka does not accept the value, found the number 0: ",
        "main.consumer.fetch.min.bytes: x|expected a whole number",
        "admin.retries: x|expected a whole number",
        "max.poll.records: x|expected a whole number",
      })
  void shouldCheckKafkaSettingsAsKafkaDoes(String property, String message) {
    assertThat(
            problems(
                "kafka: { bootstrap_servers: k:1, properties: { " + property + " } }\n" + RULES))
        .singleElement()
        .asString()
        .startsWith("1:" + (50 + property.indexOf(": ")) + ": ")
        .contains(message);
  }

  @Test
  void shouldLeaveKafkaSettingsOfPluginsAlone() throws ProblemsException {
    Configuration configuration =
        load(
            "kafka: { bootstrap_servers: k:1, properties: { my.plugin.size: 2mb,"
                + " consumer.my.plugin: x, sasl.jaas.config: any, retries: '$${vault:n}' } }\n"
                + RULES);

    assertThat(configuration.pipeline().kafka().properties())
        .containsEntry("retries", "${vault:n}");
  }

  @Test
  void shouldNameAMissingVariableOnce() {
    assertThat(problems("kafka: { bootstrap_servers: \"${env:KAFKA}\" }\n" + RULES))
        .containsExactly(
            "1:30: environment variable KAFKA is not set; ${env:KAFKA:-default} gives a default");
  }

  @Test
  void shouldNameEveryOtherMistakeBesideAMissingVariable() {
    String yaml =
        """
        kafka: { bootstrap_servers: "%s", threads: many, properties: { retries: -1 } }
        input: { spans: spans, partitioning: any way }
        traces: { decision_wait: 5 }
        sampling: { rules: [ { name: a, when: root.nome == "x", keep: "%s" }, { name: rest, keep: 5% } ] }
        server: "%s"
        """;
    String missing = "${env:NOPE}";
    List<String> others =
        problems(yaml.replaceFirst("%s", "k:1").replaceFirst("%s", "1%").replace("\"%s\"", "{}"));
    assertThat(others).hasSizeGreaterThan(4);

    assertThat(problems(yaml.replace("%s", missing)))
        .hasSize(others.size() + 3)
        .filteredOn(problem -> !problem.contains("NOPE"))
        .extracting(ConfigurationTest::message)
        .containsExactlyElementsOf(others.stream().map(ConfigurationTest::message).toList());
  }

  private static String message(String problem) {
    return problem.substring(problem.indexOf(": "));
  }

  @Test
  void shouldRefuseSettingsThatHaveAKeyOfTheirOwn() {
    assertThat(
            problems(
                "kafka: { bootstrap_servers: k:1, properties: { application.id: x, state.dir: y } }\n"
                    + RULES))
        .hasSize(2)
        .allSatisfy(problem -> assertThat(problem).contains("not in kafka.properties"));
  }

  @Test
  void shouldRefuseHandlersThatCouldSwallowAnException() {
    String continues = "org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler";
    assertThat(
            problems(
                "kafka: { bootstrap_servers: k:1, properties: { processing.exception.handler: "
                    + continues
                    + " } }\n"
                    + RULES))
        .singleElement()
        .asString()
        .endsWith(
            "processing.exception.handler is set by Traceweir, as nothing may swallow an exception"
                + " in the middle of a tick, not in kafka.properties");
  }

  @Test
  void shouldRefuseOutputThatIsReadAsInput() {
    assertThat(
            problems(
                "kafka: { bootstrap_servers: k:1 }\ninput: { spans: t }\noutput: { spans: t }\n"
                    + RULES))
        .containsExactly("3:18: topic t is both input.spans and output.spans");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kafka: { bootstrap_servers: kafka }|expected brokers such as",
        "kafka: { bootstrap_servers: 'kafka:99999' }|expected brokers such as",
        "kafka: { bootstrap_servers: k:1, threads: 0 }|expected auto or a number of threads",
        "kafka: { bootstrap_servers: k:1, application_id: a b }|expected the name of a topic",
        "{ kafka: { bootstrap_servers: k:1 }, input: { spans: [] } }|expected at least one topic",
        "{ kafka: { bootstrap_servers: k:1 }, input: { start_from: now } }|expected latest, earliest",
        "{ kafka: { bootstrap_servers: k:1 }, http: { health: 80 } }|expected an address and port",
        "{ kafka: { bootstrap_servers: k:1 }, traces: { decision_wait: 0s } }|a duration above 0s",
        "{ kafka: { bootstrap_servers: k:1 }, span_metrics: { dimensions: [a, a] } }|more than once",
        "{ kafka: { bootstrap_servers: k:1 }, service_graph: { latency_histogram_buckets: [2s, 1s] } }|ascend",
        "{ kafka: { bootstrap_servers: k:1 }, version: 2 }|from 1 to 1",
      })
  void shouldSayWhatWasExpected(String yaml, String message) {
    write("rules.yaml", "version: 1\nrules: [ { name: all, keep: 100% } ]\n");

    assertThat(problems(yaml)).singleElement().asString().contains(message);
  }

  @Test
  void shouldRedactSecretsAndNothingElse() throws ProblemsException {
    Configuration configuration =
        load(
            """
            kafka:
              bootstrap_servers: kafka:9092
              properties:
                sasl.jaas.config: LEAK1
                ssl.keystore.password: LEAK2
                producer.ssl.keystore.key: LEAK3
                sasl.oauthbearer.client.secret: LEAK4
                ssl.truststore.location: /etc/shown
                sasl.login.class: org.apache.kafka.common.security.authenticator.DefaultLogin
            """
                + RULES);

    assertThat(configuration.effective().toString())
        .doesNotContain("LEAK")
        .contains("/etc/shown", "sasl.login.class=org.apache", "sasl.jaas.config=[redacted]");
    assertThat(configuration.pipeline().kafka().properties()).containsValue("LEAK1");
  }

  private Configuration load(String yaml) throws ProblemsException {
    return Configuration.load(write("traceweir.yaml", yaml), environment);
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without the name of the configuration file in front. */
  private List<String> problems(String yaml) {
    Path file = directory.resolve("traceweir.yaml");
    ProblemsException e = catchThrowableOfType(ProblemsException.class, () -> load(yaml));
    return requireNonNull(e).problems().stream()
        .map(problem -> problem.toString().replace(file + ":", ""))
        .toList();
  }
}
