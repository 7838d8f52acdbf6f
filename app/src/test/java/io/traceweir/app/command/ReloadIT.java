// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.traceweir.app.ExitCode;
import io.traceweir.app.config.Configuration;
import io.traceweir.testkit.EmbeddedKafka;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mounted ConfigMap changes under a service that runs on a real broker. */
class ReloadIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String BEFORE =
      """
      version: 1
      rules:
        - { name: errors, when: trace.error, keep: 100% }
        - { name: rest, keep: 0% }
      """;

  private static final String AFTER =
      """
      version: 1
      candidates: [ before.yaml ]
      rules:
        - { name: gold, when: 'root.attributes["tier"] == "gold"', keep: 100% }
        - { name: others, keep: 0% }
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @Test
  void shouldDecideByTheNewRulesWithoutARestart() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      mount("..1", BEFORE);
      Path file = config(kafka.bootstrapServers());
      assertThat(Ran.traceweir("topics", "create", "-c", file).exitCode()).isEqualTo(ExitCode.OK);
      try (Service service = new Service(Configuration.load(file, Map.of()));
          KafkaProducer<byte[], byte[]> producer = producer(kafka)) {
        String url = Objects.requireNonNull(service.pageUrl());
        service.start(Duration.ofSeconds(60), false);
        send(producer, "a");
        JsonNode before = decision(url, failedGold("a"));
        assertThat(before.get("rule").asText()).isEqualTo("errors");
        assertThat(before.get("outcome").asText()).isEqualTo("kept");

        mount("..2", AFTER.replace("keep: 100%", "keep: 100"));
        await().atMost(PATIENCE).until(() -> outcome(url).equals("refused"));
        assertThat(get(url, "rules").get("last_reload").get("problems").get(0).asText())
            .contains("rules.yaml:4:", "write `100%`");
        assertThat(hash(url)).isEqualTo(before.get("rules_hash").asText());

        mount("..3", AFTER);
        await().atMost(PATIENCE).until(() -> outcome(url).equals("loaded"));
        send(producer, "b");
        assertDecidedByTheNewRules(url, before);
      }
    }
  }

  private static void assertDecidedByTheNewRules(String url, JsonNode before) throws Exception {
    JsonNode after = decision(url, failedGold("b"));
    assertThat(after.get("rule").asText()).isEqualTo("gold");
    assertThat(after.get("rules_hash").asText())
        .isEqualTo(hash(url))
        .isNotEqualTo(before.get("rules_hash").asText());
    assertThat(after.get("shadows").toString())
        .isEqualTo("[{\"name\":\"before\",\"outcome\":\"kept\",\"rule\":\"errors\"}]");
    JsonNode candidate = get(url, "rules").get("candidates").get(0);
    assertThat(candidate.get("hash")).isEqualTo(before.get("rules_hash"));
    assertThat(candidate.get("kept").get("traces").asInt()).isEqualTo(1);
    assertThat(candidate.get("gained").get("traces").asInt()).isZero();
  }

  /** As a kubelet does it: a new folder, and the link to the old one is replaced by one to it. */
  private void mount(String version, String rules) throws IOException {
    Path folder = Files.createDirectory(directory.resolve(version));
    Files.writeString(folder.resolve("rules.yaml"), rules);
    Files.writeString(folder.resolve("before.yaml"), BEFORE);
    Path link = Files.createSymbolicLink(directory.resolve("..data_tmp"), Path.of(version));
    Files.move(
        link,
        directory.resolve("..data"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    for (String name : new String[] {"rules.yaml", "before.yaml"}) {
      if (!Files.exists(directory.resolve(name))) {
        Files.createSymbolicLink(directory.resolve(name), Path.of("..data", name));
      }
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(EmbeddedKafka kafka) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, String seed) throws Exception {
    byte[] request = failedGold(seed).request().toByteArray();
    producer.send(new ProducerRecord<>("reload_spans", request)).get();
  }

  private static TraceBuilder failedGold(String seed) {
    return Traces.trace(seed).root("GET /").service("shop").attribute("tier", "gold").error();
  }

  private static JsonNode decision(String url, TraceBuilder trace) throws Exception {
    String path = "decisions/" + trace.traceId();
    await().atMost(PATIENCE).until(() -> answer(url, path).statusCode() == 200);
    return get(url, path);
  }

  private static String outcome(String url) throws IOException, InterruptedException {
    return get(url, "rules").get("last_reload").path("outcome").asText();
  }

  private static String hash(String url) throws IOException, InterruptedException {
    return get(url, "rules").get("hash").asText();
  }

  private static JsonNode get(String url, String path) throws IOException, InterruptedException {
    return JSON.readTree(answer(url, path).body());
  }

  private static HttpResponse<String> answer(String url, String path)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private Path config(String brokers) throws IOException {
    return Files.writeString(
        directory.resolve("traceweir.yaml"),
        """
        kafka:
          { bootstrap_servers: "%s", application_id: reload, threads: 1, state_dir: %s, commit_interval: 200ms }
        input: { spans: reload_spans, start_from: earliest }
        fragments: { partitions: 1 }
        traces: { decision_wait: 5s, decision_wait_after_root_received: 1s, logs_only_wait: 1s }
        sampling: { file: rules.yaml, reload: 1s }
        http: { health: "127.0.0.1:0", api: "127.0.0.1:0" }
        """
            .formatted(brokers, directory.resolve("state")));
  }
}
