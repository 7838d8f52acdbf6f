// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.traceweir.app.CommandException;
import io.traceweir.app.config.Configuration;
import io.traceweir.app.config.LogFormat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {

  private final Switches health = new Switches();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HealthServer server = HealthServer.start(settings(0, true), health, registry);

  private static final class Switches implements Health {
    private volatile boolean live = true;
    private volatile boolean ready;
    private volatile boolean started;

    @Override
    public boolean isLive() {
      return live;
    }

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public boolean isStarted() {
      return started;
    }

    @Override
    public String state() {
      return "REBALANCING";
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void shouldSayHowTheProcessIs() throws IOException, InterruptedException {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/started").statusCode()).isEqualTo(503);
    assertThat(get("/health/ready").body())
        .isEqualTo("{\"status\":\"down\",\"state\":\"REBALANCING\"}\n");

    health.ready = true;
    health.started = true;
    health.live = false;

    assertThat(get("/health/live").statusCode()).isEqualTo(503);
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(get("/health/started").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldServeMetricsForPrometheus() throws IOException, InterruptedException {
    registry.counter("traceweir.fragments", "signal", "spans").increment(3);

    HttpResponse<String> response = get("/metrics");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    assertThat(response.body()).contains("traceweir_fragments_total{signal=\"spans\"} 3.0");
  }

  @Test
  void shouldNotAnswerOtherPathsOrMethods() throws IOException, InterruptedException {
    assertThat(get("/health").statusCode()).isEqualTo(404);
    assertThat(get("/health/live/x").statusCode()).isEqualTo(404);
    assertThat(send("POST", "/health/live").statusCode()).isEqualTo(405);
    assertThat(send("HEAD", "/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldSayThatThePortIsTaken() {
    assertThatThrownBy(() -> HealthServer.start(settings(server.port(), true), health, registry))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("http.health")
        .hasMessageContaining("127.0.0.1:" + server.port());
  }

  @Test
  void shouldLeaveMetricsOutWhenTold() throws IOException, InterruptedException {
    try (HealthServer without = HealthServer.start(settings(0, false), health, registry)) {
      URI uri = URI.create("http://127.0.0.1:" + without.port() + "/metrics");
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(404);
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path);
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static Configuration.Server settings(int port, boolean prometheus) {
    return new Configuration.Server("127.0.0.1", port, prometheus, LogFormat.JSON);
  }
}
