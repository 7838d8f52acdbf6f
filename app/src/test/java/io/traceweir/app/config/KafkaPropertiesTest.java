// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.yaml.ProblemsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that go to Kafka as they are, as far as Kafka and Traceweir agree to them. */
class KafkaPropertiesTest extends ConfigurationFile {
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
}
