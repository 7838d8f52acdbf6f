// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a file that is wrong, and where. */
class ConfigurationProblemsTest extends ConfigurationFile {
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
  void shouldSayWhatCanBeReadAgain() {
    String kafka = "kafka: { bootstrap_servers: kafka:9092 }\n";

    assertThat(problems(kafka + "sampling: { reload: 5s, rules: [ { name: r, keep: 1% } ] }"))
        .containsExactly(
            "2:21: rules that stand in the configuration are read at start; to change them while it"
                + " runs, put them in a file of their own (sampling.file)");
    write("rules.yaml", "version: 1\nrules: [ { name: r, keep: 1% } ]\n");
    assertThat(problems(kafka + "sampling: { reload: 10ms }"))
        .containsExactly("2:21: expected at least 1s, or 0s for never");
    assertThat(problems(kafka + "sampling: { reload: often }")).hasSize(1);
  }

  @Test
  void shouldRefuseToStartWithACandidateThatIsWrong() {
    write(
        "rules.yaml",
        "version: 1\ncandidates: [ n.yaml, gone.yaml ]\nrules: [ { name: r, keep: 1% } ]\n");
    Path next = write("n.yaml", "version: 1\nrules: [ { name: b, keep: 1 } ]\n");

    assertThat(problems("kafka: { bootstrap_servers: kafka:9092 }\n"))
        .containsExactlyInAnyOrder(
            next + ":2:27: a percentage needs its `%`: write `1%`, or `100%` if 1 is a share of 1",
            directory.resolve("rules.yaml")
                + ":2:23: there is no file "
                + directory.resolve("gone.yaml"));
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
  void shouldRefuseOutputThatIsReadAsInput() {
    assertThat(
            problems(
                "kafka: { bootstrap_servers: k:1 }\ninput: { spans: t }\noutput: { spans: t }\n"
                    + RULES))
        .containsExactly("3:18: topic t is both input.spans and output.spans");
  }
}
