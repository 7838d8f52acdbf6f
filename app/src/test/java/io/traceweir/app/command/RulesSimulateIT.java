// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.traceweir.app.ExitCode;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.testkit.EmbeddedKafka;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rules simulate --from} on a real broker. */
class RulesSimulateIT {
  private static final long NOON = Instant.parse("2024-11-29T12:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;

  @SuppressWarnings("NullAway.Init") // set before all
  private static EmbeddedKafka kafka;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @BeforeAll
  static void startKafka() throws Exception {
    kafka = EmbeddedKafka.start();
    kafka.createTopic("spans", 3, Map.of("retention.ms", "-1"));
    kafka.createTopic("logs", 1, Map.of("retention.ms", "-1"));
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int minute = 0; minute < 60; minute++) {
        TraceBuilder trace = Traces.trace("m" + minute).root("GET /");
        (minute % 10 == 0 ? trace.error() : trace).log(SeverityNumber.SEVERITY_NUMBER_INFO, "x");
        byte[] spans =
            minute % 2 == 0
                ? trace.request().toByteArray()
                : OtlpJson.toJson(trace.request()).getBytes(UTF_8);
        long time = NOON + minute * MINUTE;
        producer.send(new ProducerRecord<>("spans", minute % 3, time, null, spans)).get();
        producer
            .send(new ProducerRecord<>("logs", 0, time, null, trace.logs().toByteArray()))
            .get();
      }
    }
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @Test
  void shouldReadARangeOfTheInputAndLeaveNoTrace() throws Exception {
    Ran ran = simulate("--from", "2024-11-29T12:15:00Z", "--to", "2024-11-29T12:45:00Z");

    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.OK);
    JsonNode json = new ObjectMapper().readTree(ran.out());
    assertThat(json.get("input").get("traces").asInt()).isEqualTo(30);
    assertThat(json.get("input").get("logs").asInt()).isEqualTo(30);
    JsonNode own = json.get("sets").get(0);
    assertThat(own.get("rules").asText()).isEqualTo("traceweir.yaml");
    assertThat(own.get("kept").get("traces").asInt()).isEqualTo(3);
    assertThat(kafka.admin().listGroups().all().get()).isEmpty();
  }

  @Test
  void shouldReadToTheEndWhenNothingElseIsSaid() throws Exception {
    Ran ran = simulate("--from", "2024-11-29T12:50:00Z");
    JsonNode json = new ObjectMapper().readTree(ran.out());
    assertThat(json.get("input").get("traces").asInt()).isEqualTo(10);
  }

  @Test
  void shouldSayThatNothingIsThere() throws IOException {
    Ran ran = simulate("--from", "2024-11-29T14:00:00Z", "--to", "2024-11-29T15:00:00Z");
    assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(ran.err()).contains("there is no trace in the input");
  }

  private Ran simulate(Object... range) throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("traceweir.yaml"),
            """
            kafka: { bootstrap_servers: "%s", application_id: simulated }
            input: { spans: spans, logs: logs }
            sampling: { rules: [ { name: errors, when: trace.error, keep: 100%% }, { name: rest, keep: 0%% } ] }
            """
                .formatted(kafka.bootstrapServers()));
    Object[] all = new Object[6 + range.length];
    System.arraycopy(
        new Object[] {"rules", "simulate", "--config", config, "-o", "json"}, 0, all, 0, 6);
    System.arraycopy(range, 0, all, 6, range.length);
    return Ran.traceweir(all);
  }
}
