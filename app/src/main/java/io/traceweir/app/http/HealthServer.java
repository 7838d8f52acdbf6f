// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import io.traceweir.app.config.Configuration;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** {@code /health/live}, {@code /health/ready}, {@code /health/started} and {@code /metrics}. */
public final class HealthServer implements AutoCloseable {

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String JSON = "application/json";
  private static final int THREADS = 2;

  static {
    limitWaiting();
  }

  /** The JDK's server waits for ever for a client that never finishes its request, by default. */
  static void limitWaiting() {
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.maxRspTime", "60");
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final Health health;

  private HealthServer(HttpServer server, Health health) {
    this.server = server;
    this.health = health;
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "http");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts to answer; a port that cannot be had ends the command. */
  public static HealthServer start(
      Configuration.Server settings, Health health, PrometheusMeterRegistry registry) {
    HealthServer running = new HealthServer(bind(settings), health);
    running.routes(settings.prometheus(), registry);
    running.server.setExecutor(running.threads);
    running.server.start();
    return running;
  }

  private static HttpServer bind(Configuration.Server settings) {
    String where = settings.host() + ":" + settings.port();
    InetSocketAddress address =
        settings.host().isEmpty()
            ? new InetSocketAddress(settings.port())
            : new InetSocketAddress(settings.host(), settings.port());
    if (address.isUnresolved()) {
      throw new CommandException(
          ExitCode.FINDINGS, "http.health: there is no host " + settings.host());
    }
    try {
      return HttpServer.create(address, 0);
    } catch (BindException e) {
      throw new CommandException(
          ExitCode.FINDINGS,
          "http.health: cannot listen at "
              + where
              + " ("
              + e.getMessage()
              + "); another process may use the port, set http.health to another one",
          e);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FINDINGS, "http.health: cannot listen at " + where + ": " + e.getMessage(), e);
    }
  }

  private void routes(boolean prometheus, PrometheusMeterRegistry registry) {
    answer("/health/live", health::isLive);
    answer("/health/ready", health::isReady);
    answer("/health/started", health::isStarted);
    if (prometheus) {
      server.createContext(
          "/metrics",
          exchange -> respond(exchange, "/metrics", new Reply(200, TEXT, registry.scrape())));
    }
    server.createContext(
        "/", exchange -> respond(exchange, "", new Reply(404, "text/plain", "not found\n")));
  }

  private void answer(String path, BooleanSupplier question) {
    server.createContext(
        path,
        exchange -> {
          boolean yes = question.getAsBoolean();
          String body = "{\"status\":\"%s\",\"state\":\"%s\"}\n";
          String json = body.formatted(yes ? "up" : "down", health.state());
          respond(exchange, path, new Reply(yes ? 200 : 503, JSON, json));
        });
  }

  private record Reply(int status, String type, String body) {}

  /** A context answers everything below its path as well: only the path itself is meant. */
  private static void respond(HttpExchange exchange, String path, Reply reply) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      boolean known = path.isEmpty() || exchange.getRequestURI().getPath().equals(path);
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        exchange.sendResponseHeaders(405, -1);
      } else if (!known) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", reply.type());
        exchange.sendResponseHeaders(reply.status(), method.equals("HEAD") ? -1 : body.length);
        if (method.equals("GET")) {
          exchange.getResponseBody().write(body);
        }
      }
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
