// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.traceweir.app.ExitCode;
import io.traceweir.testkit.EmbeddedKafka;
import io.traceweir.testkit.StrayTransaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The doctor, and a broker that knows permissions for it to look at. */
abstract class DoctorOnKafka {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final InstantSource CLOCK = InstantSource.system();

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  static Path directory;

  @SuppressWarnings("NullAway.Init") // set before all
  static EmbeddedKafka kafka;

  @SuppressWarnings("NullAway.Init") // set before all
  static Producer<byte[], byte[]> producer;

  @BeforeAll
  static void startKafka() {
    Properties settings = StrayTransaction.brokerSettings();
    settings.setProperty(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.setProperty("allow.everyone.if.no.acl.found", "true");
    kafka = EmbeddedKafka.start(settings);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterAll
  static void stopKafka() {
    producer.close();
    kafka.close();
  }

  static Ran doctor(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("doctor", "--watch", "1ms", "-c"));
    all.addAll(List.of(arguments));
    return Ran.traceweir(all.toArray());
  }

  static JsonNode json(Object... arguments) throws IOException {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--output", "json"));
    return JSON.readTree(doctor(all.toArray()).out());
  }

  /** What a check found, without what is fine when something is not. */
  static List<String> found(JsonNode report, String id) {
    return texts(report, id, "found");
  }

  static List<String> texts(JsonNode report, String id, String field) {
    List<String> texts = new ArrayList<>();
    for (JsonNode check : report.path("checks")) {
      if (check.path("id").asText().equals(id)) {
        check.path("findings").forEach(finding -> texts.add(finding.path(field).asText()));
      }
    }
    return texts;
  }

  static List<String> commands(JsonNode report, String id) {
    List<String> commands = new ArrayList<>();
    for (JsonNode check : report.path("checks")) {
      if (check.path("id").asText().equals(id)) {
        check
            .path("findings")
            .forEach(
                finding ->
                    finding.path("commands").forEach(command -> commands.add(command.asText())));
      }
    }
    return commands;
  }

  static String verdict(JsonNode report, String id) {
    for (JsonNode check : report.path("checks")) {
      if (check.path("id").asText().equals(id)) {
        return check.path("verdict").asText();
      }
    }
    return "no such check";
  }

  /** What is missing besides the topics that a test has made. */
  static void create(String id) {
    Ran unused = Ran.traceweir("topics", "create", "-c", directory.resolve(id + "/traceweir.yaml"));
  }

  static void create(Path config) {
    assertThat(Ran.traceweir("topics", "create", "-c", config).exitCode()).isEqualTo(ExitCode.OK);
  }

  static void write(String topic, @Nullable Integer partition, @Nullable String key, byte[] value)
      throws Exception {
    write(topic, partition, null, key, value);
  }

  static void write(
      String topic,
      @Nullable Integer partition,
      @Nullable Long timestamp,
      @Nullable String key,
      byte[] value)
      throws Exception {
    byte[] bytes = key == null ? null : key.getBytes(UTF_8);
    producer.send(new ProducerRecord<>(topic, partition, timestamp, bytes, value)).get();
  }

  static Path config(String id, String more) throws IOException {
    return config(id, kafka.bootstrapServers(), "", more);
  }

  static Path config(String id, String bootstrap, String properties, String more)
      throws IOException {
    Path folder = Files.createDirectories(directory.resolve(id));
    return Files.writeString(
        folder.resolve("traceweir.yaml"),
        """
        kafka: { bootstrap_servers: "%s", application_id: %s, properties: { %s } }
        fragments: { partitions: 4 }
        sampling: { rules: [ { name: all, keep: 100%% } ] }
        %s
        """
            .formatted(bootstrap, id, properties, more));
  }
}
