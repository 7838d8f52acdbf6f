// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class SchemaTest {

  private static final String MINIMAL =
      """
      kafka: { bootstrap_servers: kafka:9092 }
      input: { spans: otlp_spans, logs: otlp_logs }
      sampling:
        rules:
          - { name: errors, when: trace.error, keep: 100% }
          - { name: rest, keep: 5% }
      """;

  private final Schema schema =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Ran.traceweir("config", "schema").out(), InputFormat.JSON);

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @Test
  void shouldAcceptTheMinimalFileAndTheWholeEffectiveOne() throws IOException {
    Path file = Files.writeString(directory.resolve("traceweir.yaml"), MINIMAL);
    String effective = Ran.traceweir("config", "print", "-c", file, "-o", "json").out();

    assertThat(errors(MINIMAL)).isEmpty();
    assertThat(schema.validate(effective, InputFormat.JSON)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka: { bootstrap_servers: '${env:KAFKA}', threads: '${env:THREADS:-2}' }",
        "{ kafka: { bootstrap_servers: k:1 }, traces: { limits: { bytes: 1000 }, memory: 2GiB } }",
        "{ kafka: { bootstrap_servers: k:1 }, input: { spans: [a, b], start_from: 1h30m } }",
        "{ kafka: { bootstrap_servers: k:1 }, traces: { idle_wait: 0s, limits: { after: keep } } }",
        "{ kafka: { bootstrap_servers: k:1, properties: { consumer.max.poll.records: 5 } }, traces: }",
      })
  void shouldAcceptWhatTheProgramAccepts(String yaml) {
    assertThat(errors(yaml)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "input: { spans: a }",
        "kafka: { bootstrap_server: k:1 }",
        "{ kafka: { bootstrap_servers: k:1 }, traces: { decision_wait: 5 } }",
        "{ kafka: { bootstrap_servers: k:1, guarantee: exactly_twice } }",
        "{ kafka: { bootstrap_servers: k:1 }, traces: { holds: [] } }",
        "{ kafka: { bootstrap_servers: k:1 }, traces: { limits: { after: most } } }",
      })
  void shouldRefuseWhatTheProgramRefuses(String yaml) {
    assertThat(errors(yaml)).isNotEmpty();
  }

  private List<Error> errors(String yaml) {
    Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return schema.validate(Documents.json(Objects.requireNonNull(document)), InputFormat.JSON);
  }
}
