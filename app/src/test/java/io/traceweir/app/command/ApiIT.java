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
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API tells of a pipeline on a real broker, compared with what was sent. */
class ApiIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FAILED = 4;
  private static final int FINE = 12;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"otlp_proto", "otlp_json"})
  void shouldTellWhatWasSent(String encoding) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      Path file = config(kafka.bootstrapServers(), encoding, "127.0.0.1:0");
      assertThat(Ran.traceweir("topics", "create", "-c", file).exitCode()).isEqualTo(ExitCode.OK);
      try (Service service = new Service(Configuration.load(file, Map.of()))) {
        String url = Objects.requireNonNull(service.pageUrl());
        assertThat(get(url, "status").get("reader").get("connected").asBoolean()).isFalse();
        service.start(Duration.ofSeconds(60), false);
        await().atMost(PATIENCE).until(service::isReady);
        send(kafka.bootstrapServers());

        await().atMost(PATIENCE).until(() -> get(url, "decisions").get("decisions").size() == 16);
        await().atMost(PATIENCE).until(() -> edge(url).path("calls").asInt() == FAILED + FINE);
        await().atMost(PATIENCE).until(() -> calls(url, "stock") == FAILED + FINE);
        assertWhatWasSent(url);
      }
    }
  }

  private static void assertWhatWasSent(String url) throws IOException, InterruptedException {
    JsonNode rules = get(url, "rules").get("rules");
    assertThat(rules.get(0).get("kept").get("traces").asInt()).isEqualTo(FAILED);
    assertThat(rules.get(0).get("kept").get("spans").asInt()).isEqualTo(3 * FAILED);
    assertThat(rules.get(0).get("kept").get("bytes").asInt()).isPositive();
    assertThat(rules.get(1).get("dropped").get("traces").asInt()).isEqualTo(FINE);
    assertThat(edge(url).get("failed").asInt()).isEqualTo(FAILED);
    assertThat(edge(url).get("p95_ms").asDouble()).isBetween(50.0, 100.0);
    JsonNode stock = service(url, "stock");
    assertThat(stock.get("errors").asInt()).isEqualTo(FAILED);
    assertThat(stock.get("spans").asInt()).isEqualTo(FAILED + FINE);
    assertThat(service(url, "shop").get("calls").asInt()).isEqualTo(FAILED + FINE);
    String failed = trace(0).traceId();
    JsonNode decision = get(url, "decisions/" + failed);
    assertThat(decision.get("outcome").asText()).isEqualTo("kept");
    assertThat(decision.get("rule").asText()).isEqualTo("errors");
    assertThat(decision.get("trigger").asText()).isEqualTo("root");
    assertThat(decision.get("root_service").asText()).isEqualTo("shop");
    assertThat(decision.get("errors").asInt()).isEqualTo(1);
    assertThat(get(url, "status").get("left_out").get("unreadable_records").asInt()).isZero();

    Ran graph = Ran.traceweir("graph", "--from", url);
    assertThat(graph.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(graph.out()).contains("[\"shop\"]", "[\"stock\"]", "16 calls, 25.0% failed, p95 ");
  }

  @Test
  void shouldOutliveAnOutageAndGoOnWithoutAPortThatIsTaken() throws Exception {
    Path folder = directory.resolve("kafka");
    EmbeddedKafka broker = EmbeddedKafka.start(folder, 0, new Properties());
    String brokers = broker.bootstrapServers();
    try {
      Path file = config(brokers, "otlp_proto", "127.0.0.1:0");
      assertThat(Ran.traceweir("topics", "create", "-c", file).exitCode()).isEqualTo(ExitCode.OK);
      try (Service service = new Service(Configuration.load(file, Map.of()))) {
        String url = Objects.requireNonNull(service.pageUrl());
        service.start(Duration.ofSeconds(60), false);
        await().atMost(PATIENCE).until(() -> isConnected(url));
        broker.close();
        await().atMost(PATIENCE).until(() -> !isConnected(url));
        assertThat(get(url, "status").get("reader").get("problem").asText()).contains("Kafka");
        int port = Integer.parseInt(brokers.substring(brokers.lastIndexOf(':') + 1));
        broker = EmbeddedKafka.start(folder, port, new Properties());
        await().atMost(PATIENCE).until(() -> isConnected(url));
        send(brokers);
        await().atMost(PATIENCE).until(() -> get(url, "decisions").get("decisions").size() == 16);
      }
    } finally {
      broker.close();
    }
  }

  @Test
  void shouldRunWithoutAPageWhenTheDefaultPortIsTaken() throws Exception {
    Path file = config("localhost:1", "otlp_proto", "off");
    try (ServerSocket taken = takeDefaultPort();
        Service off = new Service(Configuration.load(file, Map.of()))) {
      assertThat(off.pageUrl()).isNull();
      Files.writeString(file, Files.readString(file).replace(", api: \"off\"", ""));
      try (Service service = new Service(Configuration.load(file, Map.of()))) {
        assertThat(service.pageUrl()).isNull();
        assertThat(service.isLive()).isTrue();
      }
      assertThat(taken.isBound()).isTrue();
    }
  }

  /** When somebody else has it already that is as good. */
  private static ServerSocket takeDefaultPort() throws IOException {
    try {
      return new ServerSocket(8081, 1, java.net.InetAddress.getLoopbackAddress());
    } catch (java.net.BindException e) {
      return new ServerSocket(0);
    }
  }

  private static void send(String brokers) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (TraceBuilder trace : IntStream.range(0, FAILED + FINE).mapToObj(ApiIT::trace).toList()) {
        producer.send(new ProducerRecord<>("api_spans", trace.request().toByteArray())).get();
      }
    }
  }

  /** A user calls the shop, and the shop the stock, which fails the first times. */
  private static TraceBuilder trace(int number) {
    TraceBuilder trace =
        Traces.trace("t" + number).root("GET /").service("shop").calls("stock", "take");
    return number < FAILED ? trace.error() : trace;
  }

  private static boolean isConnected(String url) throws IOException, InterruptedException {
    return get(url, "status").get("reader").get("connected").asBoolean();
  }

  private static JsonNode edge(String url) throws IOException, InterruptedException {
    return find(get(url, "graph").get("edges"), "server", "stock");
  }

  private static int calls(String url, String name) throws IOException, InterruptedException {
    return service(url, name).path("calls").asInt();
  }

  private static JsonNode service(String url, String name)
      throws IOException, InterruptedException {
    return find(get(url, "services").get("services"), "service", name);
  }

  private static JsonNode find(JsonNode array, String field, String value) {
    Stream<JsonNode> all = StreamSupport.stream(array.spliterator(), false);
    return all.filter(node -> node.get(field).asText().equals(value))
        .findFirst()
        .orElseGet(JSON::createObjectNode);
  }

  private static JsonNode get(String url, String path) throws IOException, InterruptedException {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private Path config(String brokers, String encoding, String api) throws IOException {
    return Files.writeString(
        directory.resolve("traceweir.yaml"),
        """
        kafka:
          { bootstrap_servers: "%s", application_id: api, threads: 1, state_dir: %s, commit_interval: 200ms }
        input: { spans: api_spans, start_from: earliest }
        fragments: { partitions: 2 }
        traces: { decision_wait: 5s, decision_wait_after_root_received: 1s, logs_only_wait: 1s }
        sampling: { rules: [ { name: errors, when: trace.error, keep: 100%% }, { name: rest, keep: 0%% } ] }
        output: { encoding: %s }
        span_metrics: { interval: 1s }
        http: { health: "127.0.0.1:0", api: "%s" }
        """
            .formatted(brokers, directory.resolve("state"), encoding, api));
  }
}
