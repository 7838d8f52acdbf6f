// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import static io.traceweir.app.door.Client.JSON;
import static io.traceweir.app.door.Client.PROTOBUF;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.testkit.EmbeddedKafka;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong at the door gets the right answer, is counted, and disturbs nobody. */
@Timeout(120)
class BadRequestIT {
  private static final int LIMIT = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private static Path directory;

  @SuppressWarnings("NullAway.Init") // set before all
  private static EmbeddedKafka kafka;

  @SuppressWarnings("NullAway.Init") // set before all
  private static OtlpDoor door;

  @SuppressWarnings("NullAway.Init") // set before all
  private static Client client;

  private static final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private static final List<Receipt> receipts = new CopyOnWriteArrayList<>();
  private static final TraceBuilder TRACE =
      Traces.trace("bad")
          .root("GET /")
          .service("shop")
          .child("db")
          .log(SeverityNumber.SEVERITY_NUMBER_INFO, "hello");
  private static final byte[] SPANS = TRACE.request().toByteArray();

  @BeforeAll
  static void startAll() throws Exception {
    kafka = EmbeddedKafka.start();
    kafka.createTopic("bad_spans", 1, Map.of());
    kafka.createTopic("bad_logs", 1, Map.of());
    PipelineSettings settings =
        Settings.pipeline(directory, kafka.bootstrapServers(), "bad", "partitioning: any");
    door = OtlpDoor.listen("input.otlp", Settings.door(LIMIT), registry);
    door.open(settings, receipts::add);
    client = new Client(door.port());
  }

  @AfterAll
  static void stopAll() {
    door.close();
    kafka.close();
  }

  /** One row of the table. */
  private record Bad(
      String name, HttpRequest request, int status, String signal, String result, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static HttpRequest.Builder to(String path, byte[] body) {
    return HttpRequest.newBuilder(client.uri(path)).POST(BodyPublishers.ofByteArray(body));
  }

  private static HttpRequest.Builder protobuf(String path, byte[] body) {
    return to(path, body).header("Content-Type", PROTOBUF);
  }

  private static HttpRequest.Builder json(String path, String body) {
    return to(path, body.getBytes(UTF_8)).header("Content-Type", JSON);
  }

  private static HttpRequest.Builder gzip(byte[] body) {
    return protobuf("/v1/traces", body).header("Content-Encoding", "gzip");
  }

  static Stream<Bad> badRequests() {
    byte[] half = Arrays.copyOf(SPANS, SPANS.length / 2);
    byte[] zipped = Client.gzip(SPANS);
    String traces = "/v1/traces";
    return Stream.of(
        bad("truncated", protobuf(traces, half), 400, "spans", "malformed", "end early"),
        bad("no protobuf", protobuf("/v1/logs", bytes("hello")), 400, "logs", "malformed", "not"),
        bad("logs as spans", protobuf(traces, logs()), 400, "spans", "malformed", "other signal"),
        bad("spans as logs", protobuf("/v1/logs", SPANS), 400, "logs", "malformed", "other signal"),
        bad("broken JSON", json(traces, "{"), 400, "spans", "malformed", "not JSON"),
        bad("no object", json(traces, "[1]"), 400, "spans", "malformed", "object"),
        bad("no bytes of JSON", json(traces, ""), 400, "spans", "malformed", "no bytes"),
        bad("no number in JSON", json(traces, badTime()), 400, "spans", "malformed", "startTime"),
        bad(
            "protobuf as JSON",
            to(traces, SPANS).header("Content-Type", JSON),
            400,
            "spans",
            "malformed",
            "not JSON"),
        bad("JSON as protobuf", protobuf(traces, bytes("{}")), 400, "spans", "malformed", "not"),
        bad(
            "deep JSON",
            json(traces, "{\"resourceSpans\":" + "[".repeat(100_000)),
            400,
            "spans",
            "malformed",
            "object is expected"),
        bad("broken gzip", gzip(SPANS), 400, "spans", "malformed", "gzip"),
        bad(
            "gzip ends early",
            gzip(Arrays.copyOf(zipped, zipped.length / 2)),
            400,
            "spans",
            "malformed",
            "gzip"),
        bad(
            "wrong type",
            to(traces, SPANS).header("Content-Type", "text/plain"),
            415,
            "spans",
            "unsupported_type",
            "application/x-protobuf or application/json"),
        bad("no type", to(traces, SPANS), 415, "spans", "unsupported_type", "Content-Type"),
        bad(
            "gRPC",
            to(traces, SPANS).header("Content-Type", "application/grpc"),
            415,
            "spans",
            "unsupported_type",
            "Content-Type"),
        bad(
            "zstd",
            protobuf(traces, SPANS).header("Content-Encoding", "zstd"),
            415,
            "spans",
            "unsupported_encoding",
            "gzip"),
        bad("GET", to(traces, SPANS).GET(), 405, "spans", "method_not_allowed", "POST"),
        bad(
            "PUT",
            to(traces, SPANS).PUT(BodyPublishers.ofByteArray(SPANS)),
            405,
            "spans",
            "method_not_allowed",
            "POST"),
        bad(
            "unknown path",
            protobuf("/v1/trace", SPANS),
            404,
            "other",
            "unknown_path",
            "/v1/traces and /v1/logs"),
        bad("below a path", protobuf("/v1/traces/x", SPANS), 404, "other", "unknown_path", "/v1"),
        bad(
            "profiles",
            protobuf("/v1development/profiles", SPANS),
            404,
            "other",
            "unknown_path",
            "/v1"),
        bad(
            "one byte too large",
            protobuf(traces, new byte[LIMIT + 1]),
            413,
            "spans",
            "too_large",
            "larger than " + LIMIT),
        bad(
            "too large in chunks",
            chunked(new byte[LIMIT + 1]),
            413,
            "spans",
            "too_large",
            "larger than " + LIMIT),
        bad("gzip bomb", gzip(bomb()), 413, "spans", "too_large", "larger than " + LIMIT),
        bad(
            "broken metrics",
            protobuf("/v1/metrics", bytes("x")),
            400,
            "metrics",
            "malformed",
            "end early"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badRequests")
  void shouldAnswerWhatOtlpSaysAndCountIt(Bad bad) {
    double before = counted(bad);
    int taken = receipts.size();

    HttpResponse<byte[]> response = client.send(bad.request());

    assertThat(response.statusCode()).isEqualTo(bad.status());
    boolean isProtobuf =
        bad.request().headers().firstValue("Content-Type").orElse("").equals(PROTOBUF);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue(isProtobuf ? PROTOBUF : JSON);
    String message =
        isProtobuf ? Client.statusMessage(response.body()) : new String(response.body(), UTF_8);
    assertThat(message).contains(bad.message());
    assertThat(response.headers().firstValue("Allow").isPresent()).isEqualTo(bad.status() == 405);
    assertThat(response.headers().firstValue("Retry-After")).isEmpty();
    assertThat(counted(bad)).isEqualTo(before + 1);
    assertThat(receipts).hasSize(taken);
    assertThat(inFlight()).isZero();
    assertHealthy();
  }

  private static double counted(Bad bad) {
    return counted(bad.signal(), bad.result(), bad.status());
  }

  private static double counted(String signal, String result, int status) {
    var timer =
        registry
            .find("traceweir.door.requests")
            .tags("signal", signal, "result", result, "status", Integer.toString(status))
            .timer();
    return timer == null ? 0 : timer.count();
  }

  private static void assertHealthy() {
    int before = receipts.size();
    HttpResponse<byte[]> response = client.post("/v1/traces", PROTOBUF, SPANS);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(receipts).hasSize(before + 1);
  }

  private static double inFlight() {
    return registry.get("traceweir.door.in.flight.bytes").gauge().value();
  }

  @Test
  void shouldRefuseAHugeBodyBeforeItComes() throws IOException {
    double before = counted("spans", "too_large", 413);
    try (Socket socket = client.connect()) {
      socket
          .getOutputStream()
          .write(
              Client.head(
                  "POST /v1/traces HTTP/1.1",
                  "Content-Type: " + PROTOBUF,
                  "Content-Length: " + (100 << 20)));
      assertThat(Client.statusLine(socket.getInputStream())).startsWith("HTTP/1.1 413 ");
    }
    assertThat(counted("spans", "too_large", 413)).isEqualTo(before + 1);
    assertHealthy();
  }

  @Test
  void shouldReadNoMoreOfAnEndlessBodyThanTwiceTheLimit() throws IOException {
    byte[] chunk = new byte[16 * 1024];
    long sent = 0;
    try (Socket socket = client.connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(
          Client.head(
              "POST /v1/traces HTTP/1.1",
              "Content-Type: " + PROTOBUF,
              "Transfer-Encoding: chunked"));
      while (sent < 100 << 20) {
        out.write("4000\r\n".getBytes(UTF_8));
        out.write(chunk);
        out.write("\r\n".getBytes(UTF_8));
        sent += chunk.length;
      }
    } catch (IOException closed) {
      assertThat(closed).isInstanceOf(java.net.SocketException.class);
    }
    // what was on its way in the buffers of both sides counts as sent
    assertThat(sent).isLessThan(2 * LIMIT + (16 << 20));
    await().atMost(PATIENCE).until(() -> inFlight() == 0);
    assertHealthy();
  }

  @Test
  void shouldNotWaitForEverForASlowClient() throws IOException {
    double before = counted("spans", "disconnected", 0);
    try (Socket socket = client.connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(
          Client.head(
              "POST /v1/traces HTTP/1.1", "Content-Type: " + PROTOBUF, "Content-Length: 1000000"));
      out.write(SPANS, 0, 10);
      out.flush();
      assertHealthy();
      assertThat(inFlight()).isLessThan(20_000); // what it said it would send is not held for it
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    await().atMost(PATIENCE).until(() -> counted("spans", "disconnected", 0) == before + 1);
    assertHealthy();
  }

  @Test
  void shouldCountAClientThatGoesAway() throws IOException {
    double before = counted("logs", "disconnected", 0);
    try (Socket socket = client.connect()) {
      socket
          .getOutputStream()
          .write(
              Client.head(
                  "POST /v1/logs HTTP/1.1", "Content-Type: " + JSON, "Content-Length: 5000"));
      socket.getOutputStream().write('{');
    }
    await().atMost(PATIENCE).until(() -> counted("logs", "disconnected", 0) == before + 1);
    assertHealthy();
  }

  @Test
  void shouldTakeRequestsWithoutAnythingInThem() {
    assertThat(client.post("/v1/traces", PROTOBUF, new byte[0]).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> json = client.post("/v1/logs", JSON, bytes(" { }\n"));
    assertThat(json.statusCode()).isEqualTo(200);
    assertThat(json.body()).isEqualTo(bytes("{}"));
    assertThat(client.post("/v1/traces", JSON, bytes("{\"resourceSpans\":[]}")).statusCode())
        .isEqualTo(200);
    assertThat(counted("spans", "empty", 200)).isGreaterThanOrEqualTo(2);
  }

  private static Bad bad(
      String name,
      HttpRequest.Builder request,
      int status,
      String signal,
      String result,
      String message) {
    return new Bad(name, request.build(), status, signal, result, message);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] logs() {
    return TRACE.logs().toByteArray();
  }

  private static String badTime() {
    return """
        {"resourceSpans":[{"scopeSpans":[{"spans":[{"startTimeUnixNano":"soon"}]}]}]}""";
  }

  private static HttpRequest.Builder chunked(byte[] body) {
    return HttpRequest.newBuilder(client.uri("/v1/traces"))
        .header("Content-Type", PROTOBUF)
        .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)));
  }

  /** One GiB of zeros in one MB. */
  private static byte[] bomb() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] zeros = new byte[1 << 20];
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      for (int i = 0; i < 1024; i++) {
        gzip.write(zeros);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }
}
