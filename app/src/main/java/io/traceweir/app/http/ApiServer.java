// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.traceweir.app.CommandException;
import io.traceweir.app.config.Configuration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the page and the API. */
final class ApiServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
  private static final int THREADS = 4;

  /** All that the page is made of comes from here; nothing inline runs. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final HttpServer server;
  private final ExecutorService threads;
  private final ApiGuard guard;
  private final ApiRoutes routes;

  private ApiServer(HttpServer server, Configuration.Api settings, ApiRoutes routes) {
    this.server = server;
    this.guard = new ApiGuard(settings);
    this.routes = routes;
    this.threads = HttpPort.threads("api", THREADS);
  }

  /**
   * Starts to answer.
   *
   * @throws CommandException when the address cannot be had
   */
  static ApiServer start(Configuration.Api settings, ApiRoutes routes) {
    ApiServer running =
        new ApiServer(
            HttpPort.bind(
                "http.api",
                settings.host(),
                settings.port(),
                "set http.api to another one or to off"),
            settings,
            routes);
    running.server.createContext("/", running::handle);
    running.server.setExecutor(running.threads);
    running.server.start();
    return running;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply = reply(exchange);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      headers(exchange, reply);
      if (head) {
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(reply.body().length));
      }
      exchange.sendResponseHeaders(reply.status(), head ? -1 : reply.body().length);
      if (!head) {
        exchange.getResponseBody().write(reply.body());
      }
    }
  }

  private Reply reply(HttpExchange exchange) {
    try {
      return answer(exchange);
    } catch (IllegalArgumentException e) {
      return Reply.error(400, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("the API failed to answer");
      return Reply.error(500, "this is a defect of Traceweir; its log says more");
    }
  }

  private Reply answer(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    Headers headers = exchange.getRequestHeaders();
    Optional<Reply> refused = guard.refuseHost(headers.getFirst("Host"));
    if (refused.isPresent()) {
      return refused.get();
    }
    boolean api = path.startsWith(ApiRoutes.PREFIX);
    Optional<Reply> file = api ? Optional.empty() : PageFiles.find(path);
    if (!api && file.isEmpty()) {
      return Reply.error(404, "there is nothing at this address; the API begins at /api/v1/");
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      return Reply.error(405, "only GET and HEAD are answered");
    }
    return file.or(() -> guard.refuseCaller(headers.getFirst("Authorization")))
        .orElseGet(
            () ->
                routes.answer(
                    path.substring(ApiRoutes.PREFIX.length()),
                    Query.parse(exchange.getRequestURI().getRawQuery())));
  }

  private static void headers(HttpExchange exchange, Reply reply) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", reply.type());
    headers.set("Cache-Control", reply.type().equals(Reply.JSON) ? "no-store" : "no-cache");
    headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    if (reply.status() == 401) {
      headers.set("WWW-Authenticate", "Bearer");
    }
  }

  /** Where to look at it from this machine. */
  String url() {
    InetSocketAddress address = server.getAddress();
    InetAddress host = address.getAddress();
    String name =
        host.isAnyLocalAddress() || host.isLoopbackAddress() ? "127.0.0.1" : host.getHostAddress();
    return "http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + address.getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
