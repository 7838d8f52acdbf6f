// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CLIENT;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER;

/** A request from one service to another: a span on either side. */
final class Call {
  /** What it speaks: the attribute of its answer, and a good one. */
  private enum Protocol {
    HTTP("http.response.status_code", 200),
    GRPC("rpc.grpc.status_code", 0);

    private final String status;
    private final int ok;

    Protocol(String status, int ok) {
      this.status = status;
      this.ok = ok;
    }
  }

  private final Protocol protocol;
  private final Operation client;
  private final Operation server;

  private Call(Protocol protocol, Operation client, Operation server) {
    this.protocol = protocol;
    this.client = client;
    this.server = server;
  }

  /**
   * @param route as the callee calls it, such as {@code GET /search}
   */
  static Call http(Operation from, ShopService to, String route, long at) {
    Operation client = httpClient(from, to, route, at);
    long arrived = at + from.trace().nanos(0.4);
    return http(client, client.child(to, SPAN_KIND_SERVER, route, arrived), route);
  }

  /** The callee does not see that it belongs to anything, and begins a trace. */
  static Call httpWithoutContext(Operation from, ShopService to, String route, long at) {
    Operation client = httpClient(from, to, route, at);
    long arrived = at + from.trace().nanos(0.4);
    ShopTrace fork = from.trace().fork();
    return http(client, fork.open(null, to, SPAN_KIND_SERVER, route, arrived), route);
  }

  private static Operation httpClient(Operation from, ShopService to, String route, long at) {
    return from.child(from.pod().service(), SPAN_KIND_CLIENT, method(route), at)
        .with("http.request.method", method(route))
        .with("url.full", "http://" + to.serviceName() + ":8080" + path(route))
        .to(to.serviceName(), 8080);
  }

  private static Call http(Operation client, Operation server, String route) {
    server
        .with("http.request.method", method(route))
        .with("http.route", path(route))
        .with("url.path", path(route))
        .with("url.scheme", "http");
    return new Call(Protocol.HTTP, client, server);
  }

  static Call grpc(Operation from, ShopService to, String service, String method, long at) {
    String name = service + "/" + method;
    Operation client =
        rpc(from.child(from.pod().service(), SPAN_KIND_CLIENT, name, at), service, method)
            .to(to.serviceName(), 9090);
    long arrived = at + from.trace().nanos(0.4);
    Operation server = rpc(client.child(to, SPAN_KIND_SERVER, name, arrived), service, method);
    return new Call(Protocol.GRPC, client, server);
  }

  private static Operation rpc(Operation operation, String service, String method) {
    return operation
        .with("rpc.system", "grpc")
        .with("rpc.service", service)
        .with("rpc.method", method);
  }

  static String method(String route) {
    return route.substring(0, route.indexOf(' '));
  }

  static String path(String route) {
    return route.substring(route.indexOf(' ') + 1);
  }

  Operation client() {
    return client;
  }

  Operation server() {
    return server;
  }

  /** The callee is done; gives back when the caller has the answer. */
  long succeeds(long done) {
    return answers(protocol.ok, done);
  }

  long fails(int status, String message, long done) {
    String type = protocol == Protocol.HTTP ? Integer.toString(status) : message;
    server.failed(type, message);
    client.failed(type, message);
    return answers(status, done);
  }

  private long answers(int status, long done) {
    server.with(protocol.status, status);
    client.with(protocol.status, status);
    long closed = server.close(done + server.trace().nanos(0.3));
    return client.close(closed + client.trace().nanos(0.4));
  }
}
