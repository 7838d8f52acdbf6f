// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.yaml.ProblemsException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes in from the environment and from other files, and secrets that are never shown. */
class SubstitutionTest extends ConfigurationFile {
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
        .extracting(SubstitutionTest::message)
        .containsExactlyElementsOf(others.stream().map(SubstitutionTest::message).toList());
  }

  private static String message(String problem) {
    return problem.substring(problem.indexOf(": "));
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
}
