// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceweir.app.ExitCode;
import io.traceweir.app.config.Configuration;
import io.traceweir.pipeline.PipelineException;
import io.traceweir.testkit.EmbeddedKafka;
import io.traceweir.testkit.KafkaProcess;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceIT {

  @SuppressWarnings("NullAway.Init") // set before all
  private static EmbeddedKafka kafka;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @BeforeAll
  static void startKafka() {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @Test
  void shouldNameAMissingInputTopicAndTheCommandThatMakesIt() throws IOException {
    Path config = config("missing");

    Ran ran = Ran.traceweir("run", "-c", config);

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(ran.err())
        .contains("missing_spans", "traceweir topics create --config " + config)
        .doesNotContain("\tat ");
  }

  @Test
  void shouldBecomeReadyAndCloseCleanly()
      throws IOException, InterruptedException, ProblemsException, PipelineException {
    Path file = config("ready");
    assertThat(Ran.traceweir("topics", "create", "-c", file).exitCode()).isEqualTo(ExitCode.OK);

    Service service = new Service(Configuration.load(file, Map.of()));
    try (service) {
      assertThat(status(service, "/health/live")).isEqualTo(200);
      assertThat(status(service, "/health/ready")).isEqualTo(503);
      service.start(Duration.ofSeconds(30), false);
      await().atMost(Duration.ofSeconds(60)).until(service::isReady);
      assertThat(status(service, "/health/ready")).isEqualTo(200);
      String metrics = get(service, "/metrics").body();
      assertThat(metrics).contains("jvm_memory_used_bytes");
      assertThat(metersOfThePage()).hasSizeGreaterThan(25);
      assertThat(metersOfThePage())
          .allSatisfy(name -> assertThat(metrics).containsPattern("(?m)^" + name + "[ {]"));
    }
    assertThat(service.awaitEnd()).isEqualTo(ExitCode.OK);
  }

  @Test
  void shouldTakeOtlpWhenItIsReady()
      throws IOException, InterruptedException, ProblemsException, PipelineException {
    Path file = withDoor(config("door"), "127.0.0.1:0");
    assertThat(Ran.traceweir("topics", "create", "-c", file).exitCode()).isEqualTo(ExitCode.OK);

    try (Service service = new Service(Configuration.load(file, Map.of()))) {
      assertThat(emptyRequest(service)).isEqualTo(503);
      service.start(Duration.ofSeconds(30), false);
      await().atMost(Duration.ofSeconds(60)).until(service::isReady);
      assertThat(emptyRequest(service)).isEqualTo(200);
      assertThat(get(service, "/metrics").body())
          .contains("traceweir_door_requests_seconds_count{result=\"empty\",signal=\"spans\"")
          .contains("traceweir_door_in_flight_bytes 0.0");
    }
  }

  @Test
  void shouldNameTheKeyWhosePortIsTaken() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + other.getLocalPort();

      Ran ran = Ran.traceweir("run", "-c", withDoor(config("taken"), address));

      assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
      assertThat(ran.err())
          .contains("input.otlp: cannot listen at " + address)
          .contains("set input.otlp to another one")
          .doesNotContain("\tat ");
    }
  }

  private static Path withDoor(Path config, String address) throws IOException {
    String text = Files.readString(config);
    return Files.writeString(
        config, text.replace("_spans }", "_spans, otlp: \"" + address + "\" }"));
  }

  private static int emptyRequest(Service service) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + service.doorPort() + "/v1/traces");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void shouldNotBeReadyWhileTheBrokerIsAwayAndComeBackByItself()
      throws IOException, InterruptedException, ProblemsException, PipelineException {
    try (KafkaProcess broker = KafkaProcess.start(directory.resolve("kafka"), new Properties())) {
      Path file = config("outage", broker.bootstrapServers());
      assertThat(Ran.traceweir("topics", "create", "-c", file).exitCode()).isEqualTo(ExitCode.OK);
      try (Service service = new Service(Configuration.load(file, Map.of()))) {
        service.start(Duration.ofSeconds(30), false);
        await().atMost(Duration.ofSeconds(60)).until(service::isReady);
        broker.freeze(); // connections stay open
        verifyWaiting(service);
        broker.thaw();
        await().atMost(Duration.ofSeconds(60)).until(service::isReady);
        broker.stop();
        verifyWaiting(service);
        broker.start();
        await().atMost(Duration.ofSeconds(60)).until(service::isReady);
      }
    }
  }

  private static void verifyWaiting(Service service) throws IOException, InterruptedException {
    await().atMost(Duration.ofSeconds(60)).until(() -> !service.isReady());
    assertThat(service.isLive()).isTrue();
    assertThat(get(service, "/health/ready").body()).contains("WAITING_FOR_KAFKA");
  }

  /** What docs/metrics.md names, save what needs a decision or a replay to be there. */
  private static List<String> metersOfThePage() throws IOException {
    return Pattern.compile("^\\| `((traceweir|kafka)_\\w+)`", Pattern.MULTILINE)
        .matcher(Files.readString(Path.of("..", "docs", "metrics.md")))
        .results()
        .map(row -> row.group(1))
        .filter(name -> !name.startsWith("traceweir_decided_"))
        .filter(name -> !name.matches("traceweir_shadow_(traces|spans|bytes)_total"))
        .filter(name -> !name.startsWith("traceweir_replay_"))
        .filter(name -> !name.startsWith("traceweir_recall_"))
        // of a rule with a rate, once it has taken a trace
        .filter(name -> !name.equals("traceweir_rule_probability"))
        .toList();
  }

  private static int status(Service service, String path) throws IOException, InterruptedException {
    return get(service, path).statusCode();
  }

  private static HttpResponse<String> get(Service service, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + service.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private Path config(String prefix) throws IOException {
    return config(prefix, kafka.bootstrapServers());
  }

  /** With a candidate, so that what counts candidates is there. */
  private Path config(String prefix, String brokers) throws IOException {
    String rules = "version: 1\nrules: [ { name: all, keep: 100% } ]\n";
    Files.writeString(directory.resolve("next.yaml"), rules);
    Files.writeString(directory.resolve("rules.yaml"), rules + "candidates: [ next.yaml ]\n");
    return Files.writeString(
        directory.resolve("traceweir.yaml"),
        """
        kafka: { bootstrap_servers: "%1$s", application_id: %2$s, threads: 1, state_dir: %3$s }
        input: { spans: %2$s_spans }
        fragments: { topic: %2$s_fragments, partitions: 2 }
        sampling: { file: rules.yaml }
        http: { health: "127.0.0.1:0" }
        """
            .formatted(brokers, prefix, directory.resolve("state")));
  }
}
