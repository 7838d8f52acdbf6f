// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.traceweir.app.ExitCode;
import io.traceweir.app.recent.Told;
import io.traceweir.otlp.OtlpJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphCommandTest {
  private static final Told.Edge CALL = new Told.Edge("shop", "pay", "");
  private static final String MERMAID =
      """
      flowchart LR
        n0["pay"]
        n1["shop"]
        n1 ==>|"8 calls, 25.0% failed, p95 9.50 s"| n0
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  /** Two requests of cumulative points: the later ones count. */
  private static String metrics() {
    return List.of(
            Told.edge(10, CALL, 3),
            Told.edge(20, CALL, 8),
            Told.failed(20, CALL, 2),
            Told.latency(20, CALL, "server", 8L, 0L, 0L, 0L),
            Told.latency(20, CALL, "client", 0L, 8L, 0L, 0L))
        .stream()
        .map((ExportMetricsServiceRequest request) -> OtlpJson.toJson(request) + "\n")
        .reduce("", String::concat);
  }

  @Test
  void shouldDrawRecordedMetrics() throws IOException {
    Path file = Files.writeString(directory.resolve("graph.jsonl"), metrics());

    Ran ran = Ran.traceweir("graph", "--from", file);

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(ran.out()).isEqualTo(MERMAID);
  }

  @Test
  void shouldReadPackedFilesAndItsOwnJson() throws IOException {
    Path packed = directory.resolve("graph.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(metrics().getBytes(UTF_8));
    }
    Ran json = Ran.traceweir("graph", "--from", packed, "--format", "json");
    Path again = Files.writeString(directory.resolve("graph.json"), json.out());

    assertThat(json.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(json.out()).contains("\"covered_seconds\" : null", "\"p95_ms\" : 9500.0");
    assertThat(Ran.traceweir("graph", "--from", again).out()).isEqualTo(MERMAID);
    assertThat(Ran.traceweir("graph", "--from", again, "--format", "json").out())
        .isEqualTo(json.out());
    assertThat(Ran.traceweir("graph", "--from", again, "--format", "dot").out())
        .contains(
            "\"service:shop\" -> \"service:pay\" [label=\"8 calls, 25.0% failed, p95 9.50 s\"");
  }

  @Test
  void shouldReadStandardInput() {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(metrics().getBytes(UTF_8)));
      assertThat(Ran.traceweir("graph", "--from", "-").out()).isEqualTo(MERMAID);
    } finally {
      System.setIn(before);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|nothing in it",
        "[]|not an object",
        "{\"a\":1}|without \"edges\"",
        "{\"resourceSpans\":[]}|without \"edges\"",
        "{\"edges\":[{\"client\":\"a\"}]}|has no \"server\"",
        "{\"edges\":[{\"client\":\"a\",\"server\":\"b\",\"connection_type\":\"\"}]}|no number \"calls\"",
        "{\"resourceMetrics\":[{\"scopeMetrics\":5}]}|request 1 is no OTLP metrics",
        "secret = {|not JSON"
      })
  void shouldSayWhatAFileIsInstead(String text, String words) throws IOException {
    Path file = Files.writeString(directory.resolve("other"), text);

    Ran ran = Ran.traceweir("graph", "--from", file);

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("no service graph in " + file, words).hasLineCount(1);
    assertThat(ran.err()).doesNotContain("secret");
  }

  @Test
  void shouldSayThatAGraphIsEmpty() throws IOException {
    Path file = Files.writeString(directory.resolve("empty.json"), "{\"nodes\":[],\"edges\":[]}");

    Ran ran = Ran.traceweir("graph", "--from", file);

    assertThat(ran.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(ran.out()).isEqualTo("flowchart LR\n");
    assertThat(ran.err()).contains("no edges");
  }

  @Test
  void shouldRefuseWhatIsNotUnderstood() {
    Ran format = Ran.traceweir("graph", "--format", "svg");
    Ran gone = Ran.traceweir("graph", "--from", directory.resolve("gone"));
    Ran address = Ran.traceweir("graph", "--from", "http://");

    assertThat(format.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(format.err()).contains("--format", "svg", "DOT");
    assertThat(gone.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(gone.err()).contains("there is no file").hasLineCount(1);
    assertThat(address.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(address.err()).contains("is no address");
  }

  @Test
  void shouldSayThatNobodyAnswers() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }

    Ran ran = Ran.traceweir("graph", "--from", "http://127.0.0.1:" + port);

    assertThat(ran.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(ran.err())
        .contains("nobody answers at http://127.0.0.1:" + port, "http.api")
        .hasLineCount(1);
  }

  @Test
  void shouldSendTheTokenAndSayWhatAServerAnswers() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/graph",
        exchange -> {
          try (exchange) {
            String given = exchange.getRequestHeaders().getFirst("Authorization");
            byte[] body = "{\"edges\":[],\"nodes\":[]}".getBytes(UTF_8);
            exchange.sendResponseHeaders(
                "Bearer open-sesame".equals(given) ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    try {
      assertThat(Ran.traceweir("graph", "--from", url + "/", "--token", "open-sesame").exitCode())
          .isEqualTo(ExitCode.OK);
      Ran locked = Ran.traceweir("graph", "--from", url, "--token", "wrong-token");
      assertThat(locked.exitCode()).isEqualTo(ExitCode.FINDINGS);
      assertThat(locked.err()).contains("asks for a token", "TRACEWEIR_TOKEN");
      assertThat(locked.err()).doesNotContain("wrong-token");
      Ran other = Ran.traceweir("graph", "--from", url + "/elsewhere");
      assertThat(other.exitCode()).isEqualTo(ExitCode.FINDINGS);
      assertThat(other.err()).contains("answers 404");
    } finally {
      server.stop(0);
    }
  }
}
