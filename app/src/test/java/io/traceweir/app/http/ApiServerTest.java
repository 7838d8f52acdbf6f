// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.traceweir.app.CommandException;
import io.traceweir.app.config.Configuration;
import io.traceweir.app.recent.ReaderState;
import io.traceweir.rules.OtherFiles;
import io.traceweir.rules.RuleSet;
import io.traceweir.yaml.Problem;
import io.traceweir.yaml.ProblemsException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TRACE_40 = "00000000000000000000000000000028";

  @TempDir Path directory;

  @SuppressWarnings("NullAway.Init") // set before each
  private Scene scene;

  @BeforeEach
  void open() throws IOException, ProblemsException {
    scene = new Scene(directory, (String) null);
    scene.fill();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void shouldSayHowItIs() throws Exception {
    JsonNode status = json("/api/v1/status");

    assertThat(status.get("version").asText()).isEqualTo("1.2.3");
    assertThat(status.get("state").asText()).isEqualTo("RUNNING");
    assertThat(status.get("now").asText()).isEqualTo("1970-01-01T00:01:00Z");
    assertThat(status.get("reader").get("connected").asBoolean()).isTrue();
    assertThat(status.get("left_out").get("services").asLong()).isZero();
    assertThat(status.get("input_topics")).hasSize(2);

    scene.reader = new ReaderState(false, false, "Kafka does not answer", 0);
    assertThat(json("/api/v1/status").get("reader").toString())
        .isEqualTo(
            "{\"connected\":false,\"caught_up\":false,\"problem\":\"Kafka does not answer\","
                + "\"last_record\":null}");
  }

  @Test
  void shouldTellRateErrorsAndDurationsOfServices() throws Exception {
    JsonNode services = json("/api/v1/services");

    assertThat(services.get("covered_seconds").asDouble()).isEqualTo(60);
    JsonNode checkout = services.get("services").get(1);
    assertThat(checkout.get("service").asText()).isEqualTo("checkout");
    assertThat(checkout.get("calls").asLong()).isEqualTo(1_980);
    assertThat(checkout.get("errors").asLong()).isEqualTo(180);
    assertThat(checkout.get("calls_per_second").asDouble()).isEqualTo(33);
    assertThat(checkout.get("history")).hasSize(6);
    assertThat(checkout.get("history").get(5).get("time").asText())
        .isEqualTo("1970-01-01T00:01:00Z");
    assertThat(checkout.get("history").get(5).get("errors").asLong()).isEqualTo(30);
    assertThat(checkout.get("p95_ms").asDouble()).isBetween(10.0, 100.0);
  }

  @Test
  void shouldTellTheGraphWithKindsOfNodes() throws Exception {
    JsonNode graph = json("/api/v1/graph");

    assertThat(stream(graph.get("nodes")).map(node -> node.get("id").asText()))
        .containsExactly(
            "user:user",
            "service:" + Scene.HOSTILE,
            "service:checkout",
            "service:frontend",
            "database:orders",
            "external:card");
    JsonNode edge =
        stream(graph.get("edges"))
            .filter(e -> e.get("client").asText().equals("frontend"))
            .findFirst()
            .orElseThrow();
    assertThat(edge.toString())
        .isEqualTo(
            "{\"client\":\"frontend\",\"server\":\"checkout\",\"connection_type\":\"\","
                + "\"client_id\":\"service:frontend\",\"server_id\":\"service:checkout\","
                + "\"calls\":600,\"failed\":60,\"calls_per_second\":10.0,\"p95_ms\":9500.0}");
  }

  @Test
  void shouldTellWhatEachRuleKeeps() throws Exception {
    JsonNode rules = json("/api/v1/rules");

    assertThat(rules.get("hash").asText()).hasSize(16);
    assertThat(stream(rules.get("rules")).map(rule -> rule.get("name").asText()))
        .containsExactly("errors", "audits", "rest");
    JsonNode errors = rules.get("rules").get(0);
    assertThat(errors.get("when").asText()).isEqualTo("trace.error and root.name != \"<b>\"");
    assertThat(errors.get("keep").asDouble()).isEqualTo(1);
    assertThat(errors.get("keep_rate").isNull()).isTrue();
    assertThat(errors.get("owner").asText()).isEqualTo("us");
    assertThat(errors.get("kept").toString())
        .isEqualTo("{\"traces\":4,\"spans\":16,\"logs\":8,\"bytes\":4000}");
    assertThat(rules.get("rules").get(2).get("when").isNull()).isTrue();
    assertThat(rules.get("rules").get(2).get("dropped").get("traces").asLong()).isEqualTo(36);
    assertThat(rules.get("other_rules")).isEmpty();
    assertThat(rules.get("last_reload").isNull()).isTrue();
    assertThat(rules.get("candidates")).isEmpty();
  }

  @Test
  void shouldTellWhatIsTriedBesideTheRules() throws Exception {
    RuleSet tried =
        RuleSet.parse(
            "rules.yaml",
            "{ version: 1, candidates: [ next.yaml ], rules: ["
                + " { name: errors, when: trace.error, keep: 100%, shadow: { keep: 25% } },"
                + " { name: rest, keep: 5% } ] }",
            name -> new OtherFiles.Text(name, "{ version: 1, rules: [ { name: r, keep: 1% } ] }"));
    scene.live().load(tried, Instant.ofEpochSecond(7));
    scene.tried(101, true, "errors", "dropped", "next", "dropped", "next.rule", "r");
    scene.tried(102, false, "errors", "kept", "next", "kept", "next.rule", "r");
    scene.tried(103, true, "next", "kept", "next.rule", "r");

    JsonNode rules = json("/api/v1/rules");
    assertThat(rules.get("hash").asText()).isEqualTo(tried.hash());
    assertThat(json("/api/v1/status").get("rules_hash").asText()).isEqualTo(tried.hash());
    assertThat(rules.get("effective_at").asText()).isEqualTo("1970-01-01T00:00:07Z");
    assertThat(rules.get("last_reload").get("outcome").asText()).isEqualTo("loaded");
    JsonNode share = rules.get("rules").get(0).get("shadow");
    assertThat(share.get("keep").asDouble()).isEqualTo(0.25);
    assertThat(traces(share)).containsExactly(1, 1, 1, 1);
    assertThat(rules.get("rules").get(1).get("shadow").isNull()).isTrue();
    JsonNode next = rules.get("candidates").get(0);
    assertThat(next.get("name").asText()).isEqualTo("next");
    assertThat(next.get("rules").asInt()).isEqualTo(1);
    assertThat(traces(next)).containsExactly(2, 1, 1, 1);
    assertThat(next.get("lost").get("bytes").asInt()).isEqualTo(1_000);
    assertThat(json("/api/v1/decisions/" + "0".repeat(30) + "65").get("shadows").toString())
        .isEqualTo(
            "[{\"name\":\"errors\",\"outcome\":\"dropped\"},"
                + "{\"name\":\"next\",\"outcome\":\"dropped\",\"rule\":\"r\"}]");
  }

  private static List<Integer> traces(JsonNode tried) {
    return Stream.of("kept", "dropped", "gained", "lost")
        .map(what -> tried.get(what).get("traces").asInt())
        .toList();
  }

  @Test
  void shouldSayWhyRulesWereRefused() throws Exception {
    scene.live().begin(Instant.ofEpochSecond(1));
    scene.live().refuse(List.of(new Problem("rules.yaml", 3, 5, "odd")), Instant.ofEpochSecond(9));

    JsonNode rules = json("/api/v1/rules");
    assertThat(rules.get("effective_at").asText()).isEqualTo("1970-01-01T00:00:01Z");
    assertThat(rules.get("last_reload").toString())
        .isEqualTo(
            "{\"outcome\":\"refused\",\"time\":\"1970-01-01T00:00:09Z\","
                + "\"problems\":[\"rules.yaml:3:5: odd\"]}");
  }

  @Test
  void shouldTellWhatARuleKeepsASecond() throws Exception {
    JsonNode audits = json("/api/v1/rules").get("rules").get(1);

    assertThat(audits.get("keep").isNull()).isTrue();
    assertThat(audits.get("keep_rate").toString())
        .isEqualTo("{\"unit\":\"spans\",\"per_second\":500.0,\"text\":\"500 spans/s\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 40",
    "?limit=5, 5",
    "?outcome=kept, 4",
    "?outcome=dropped&limit=1000, 36",
    "?rule=errors, 4",
    "?rule=none, 0",
    "?service=db, 40",
    "?service=nobody, 0",
    "?rule=rest&outcome=kept, 0"
  })
  void shouldFilterDecisions(String query, int expected) throws Exception {
    assertThat(json("/api/v1/decisions" + query).get("decisions")).hasSize(expected);
  }

  @Test
  void shouldTellOneDecisionWithItsReasons() throws Exception {
    JsonNode decision = json("/api/v1/decisions/" + TRACE_40);

    assertThat(decision.toString())
        .isEqualTo(
            "{\"trace_id\":\"00000000000000000000000000000028\",\"outcome\":\"kept\","
                + "\"rule\":\"errors\",\"trigger\":\"root\",\"probability\":0.05,"
                + "\"threshold\":\"f3333333333333\",\"randomness\":\"ffffffffffffff\","
                + "\"rules_hash\":\"0123456789abcdef\",\"time\":\"1970-01-01T00:00:40Z\","
                + "\"spans\":4,\"logs\":2,\"errors\":1,\"bytes\":1000,\"duration_ms\":12.5,"
                + "\"root_service\":\"frontend\",\"root_name\":\"<img src=x onerror=alert(1)>\","
                + "\"services\":[\"frontend\",\"db\"],\"flags\":[\"clock_skew\"]}");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/decisions/00000000000000000000000000000999, 404, topic otlp_decisions",
    "/api/v1/decisions/zz, 400, 32 hex digits",
    "/api/v1/decisions/, 400, 32 hex digits",
    "/api/v1/decisions?limit=0, 400, a number from 1 to 1000",
    "/api/v1/decisions?limit=x, 400, a number from 1 to 1000",
    "/api/v1/decisions?outcome=lost, 400, kept or dropped",
    "/api/v1/decisions?rules=a, 400, there are limit",
    "/api/v1/decisions?limit=1&limit=2, 400, more than once",
    "/api/v1/status?x=1, 400, none is taken here",
    "/api/v1/nothing, 404, there are status",
    "/api/v1/, 404, there are status",
    "/api/v2/status, 404, /api/v1/",
    "/favicon.ico, 404, /api/v1/",
    "/../traceweir.yaml, 404, /api/v1/"
  })
  void shouldSayWhatIsWrongWithARequest(String path, int status, String words) throws Exception {
    List<String> lines = raw("GET " + path + " HTTP/1.1", "Host: localhost");

    assertThat(lines.get(0)).startsWith("HTTP/1.1 " + status);
    assertThat(lines.get(lines.size() - 1)).startsWith("{\"error\":\"").contains(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/status", "/", "/style.css"})
  void shouldAnswerReadingMethodsOnly(String path) throws Exception {
    HttpResponse<String> post = send("POST", path, null);
    HttpResponse<String> head = send("HEAD", path, null);

    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().firstValue("Allow")).hasValue("GET, HEAD");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValueAsLong("Content-Length")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html",
    "/index.html, text/html",
    "/app.js, text/javascript",
    "/dom.js, text/javascript",
    "/layout.js, text/javascript",
    "/map.js, text/javascript",
    "/services.js, text/javascript",
    "/rules.js, text/javascript",
    "/decisions.js, text/javascript",
    "/style.css, text/css",
    "/icon.svg, image/svg+xml"
  })
  void shouldServeThePageWithoutAnythingInline(String path, String type) throws Exception {
    HttpResponse<String> file = send("GET", path, null);

    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Type").orElse("")).startsWith(type);
    assertThat(file.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'")
        .doesNotContain("unsafe", "http:", "https:", "*");
    assertThat(file.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(file.body())
        .doesNotContainPattern("https?://(?!www\\.w3\\.org)")
        .doesNotContain("innerHTML", "style=", "onclick=", "<script>");
  }

  @Test
  void shouldNotLetAnswersBeStored() throws Exception {
    HttpResponse<String> status = send("GET", "/api/v1/status", null);

    assertThat(status.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(status.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(status.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void shouldNotTellSettingsThatMayBeSecret() throws Exception {
    for (String path : List.of("status", "services", "graph", "rules", "decisions")) {
      assertThat(send("GET", "/api/v1/" + path, null).body()).doesNotContain("hidden", "jaas");
    }
  }

  @Test
  void shouldAskForTheTokenButServeThePage() throws Exception {
    try (Scene locked = new Scene(directory, "correct horse".replace(' ', '-'))) {
      URI status = URI.create(locked.url() + "/api/v1/status");

      assertThat(send("GET", status, null).statusCode()).isEqualTo(401);
      assertThat(send("GET", status, null).headers().firstValue("WWW-Authenticate"))
          .hasValue("Bearer");
      assertThat(send("GET", status, "Bearer correct-hors").statusCode()).isEqualTo(401);
      assertThat(send("GET", status, "Basic correct-horse").statusCode()).isEqualTo(401);
      assertThat(send("GET", status, "Bearer correct-horse").statusCode()).isEqualTo(200);
      assertThat(send("GET", status, "bearer correct-horse").statusCode()).isEqualTo(200);
      assertThat(send("GET", URI.create(locked.url() + "/"), null).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldAnswerUnderLocalNamesAndNumbersOnlyWhenNothingElseKeepsOthersOut() throws Exception {
    assertThat(raw("GET /api/v1/status HTTP/1.1", "Host: localhost:1234").get(0)).contains("200");
    assertThat(raw("GET /api/v1/status HTTP/1.1", "Host: [::1]:1234").get(0)).contains("200");
    assertThat(raw("GET /api/v1/status HTTP/1.1", "Host: evil.example").get(0)).contains("403");
    assertThat(raw("GET / HTTP/1.1", "Host: localhost.evil.example").get(0)).contains("403");
    Configuration.Api open = new Configuration.Api("0.0.0.0", 0, true, null);
    try (Scene everywhere = new Scene(directory, open)) {
      assertThat(raw(everywhere, "GET /api/v1/status HTTP/1.1", "Host: 10.1.2.3:8081").get(0))
          .contains("200");
      assertThat(raw(everywhere, "GET /api/v1/status HTTP/1.1", "Host: evil.example").get(0))
          .contains("403");
    }
  }

  @Test
  void shouldSayThatTheAddressIsTaken() {
    int port = URI.create(scene.url()).getPort();
    Configuration.Api taken = new Configuration.Api("127.0.0.1", port, true, null);

    assertThatThrownBy(() -> new Scene(directory, taken))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("http.api: cannot listen at 127.0.0.1:" + port)
        .hasMessageContaining("off");
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = send("GET", path, null);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> send(String method, String path, @Nullable String authorization)
      throws IOException, InterruptedException {
    return send(method, URI.create(scene.url() + path), authorization);
  }

  private static HttpResponse<String> send(String method, URI uri, @Nullable String authorization)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody());
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private List<String> raw(String... lines) throws IOException {
    return raw(scene, lines);
  }

  /** For what a proper client does not let out. */
  private static List<String> raw(Scene scene, String... lines) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), URI.create(scene.url()).getPort())) {
      String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .lines()
          .toList();
    }
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
