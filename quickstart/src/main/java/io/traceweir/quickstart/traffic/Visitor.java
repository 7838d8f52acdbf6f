// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_ERROR;
import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_INFO;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_INTERNAL;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER;

/** Somebody who wants something from the shop: one request to the gateway, and all that follows. */
final class Visitor {
  private static final String[] AGENTS = {"Mozilla/5.0 (X11; Linux x86_64)", "ShopApp/7.2 (iOS)"};

  private final ShopTrace trace;
  private final Storefront storefront;
  private final Ordering ordering;
  private final Orders orders;

  Visitor(ShopTrace trace, Weather weather) {
    this.trace = trace;
    this.storefront = new Storefront(trace, weather);
    this.ordering = new Ordering(trace, weather);
    this.orders = new Orders(trace);
  }

  void visit(Visit what, long at) {
    switch (what) {
      case HEALTH -> health(at);
      case HOME -> page("GET /", "/", "ListProducts", at);
      case PRODUCT -> page("GET /product/{id}", "/product/" + trace.pick(400), "GetProduct", at);
      case SEARCH -> search(at);
      case ADD_TO_CART -> addToCart(at);
      case CHECKOUT -> checkout(at);
      case ORDER_STATUS -> orderStatus(at);
      case REFUND -> refund(at);
    }
  }

  private Operation arrive(String route, String path, long at) {
    return trace
        .open(null, ShopService.GATEWAY, SPAN_KIND_SERVER, route, at)
        .with("http.request.method", Call.method(route))
        .with("http.route", Call.path(route))
        .with("url.path", path)
        .with("url.scheme", "https")
        .with("network.protocol.version", "2")
        .with("client.address", "203.0.113." + trace.pick(256))
        .with("user_agent.original", AGENTS[trace.pick(AGENTS.length)])
        .to("shop.example", 443);
  }

  private void leave(Operation gateway, int status, long at) {
    gateway.with("http.response.status_code", status);
    if (status >= 500) {
      gateway.failed(Integer.toString(status), "");
      gateway.says(SEVERITY_NUMBER_ERROR, "request failed", at);
    }
    gateway.close(at + trace.nanos(0.5));
  }

  private void health(long at) {
    Operation gateway = arrive("GET /healthz", "/healthz", at);
    leave(gateway, 200, at + trace.nanos(0.5));
  }

  private void page(String route, String path, String method, long at) {
    Operation gateway = arrive(route, path, at);
    Call frontend = Call.http(gateway, ShopService.FRONTEND, route, at + trace.nanos(1));
    Operation server = frontend.server();
    Answer products = storefront.catalog(server, method, server.start() + trace.nanos(2));
    if (!products.isGood()) {
      leave(gateway, 502, frontend.fails(500, "no products", products.atNanos()));
      return;
    }
    long done = storefront.recommendation(server, products.atNanos() + trace.nanos(0.3));
    Operation render = server.child(ShopService.FRONTEND, SPAN_KIND_INTERNAL, "render", done);
    done = render.close(done + trace.nanos(4));
    server.says(SEVERITY_NUMBER_INFO, "page rendered", done);
    leave(gateway, 200, frontend.succeeds(done));
  }

  private void search(long at) {
    Operation gateway = arrive("GET /search", "/search", at);
    Answer answer = storefront.search(gateway, at + trace.nanos(1));
    leave(gateway, answer.isGood() ? 200 : 502, answer.atNanos());
  }

  private void addToCart(long at) {
    Operation gateway = arrive("POST /cart/items", "/cart/items", at);
    leave(gateway, 200, ordering.cart(gateway, "AddItem", "HSET", at + trace.nanos(1)));
  }

  private void checkout(long at) {
    Operation gateway = arrive("POST /checkout", "/checkout", at);
    Call call =
        Call.grpc(
            gateway, ShopService.CHECKOUT, "shop.Checkout", "PlaceOrder", at + trace.nanos(1));
    Operation order = call.server();
    order.says(SEVERITY_NUMBER_INFO, "order received", order.start());
    long done = ordering.cart(order, "GetCart", "HGETALL", order.start() + trace.nanos(1));
    done = ordering.inventory(order, done + trace.nanos(0.3));
    Answer paid = ordering.payment(order, "Charge", "/v2/charges", done + trace.nanos(0.3));
    if (!paid.isGood()) {
      order.says(SEVERITY_NUMBER_ERROR, "order not placed", paid.atNanos());
      leave(gateway, 502, call.fails(10, "ABORTED", paid.atNanos()));
      return;
    }
    done = ordering.shipping(order, paid.atNanos() + trace.nanos(0.3));
    done = orders.send(order, done + trace.nanos(0.3));
    leave(gateway, 200, call.succeeds(done));
  }

  private void orderStatus(long at) {
    Operation gateway = arrive("GET /orders/{id}", "/orders/" + trace.pick(100_000), at);
    Call call =
        Call.grpc(gateway, ShopService.CHECKOUT, "shop.Checkout", "GetOrder", at + trace.nanos(1));
    Operation server = call.server();
    Operation query =
        Databases.postgresql(server, "orders", "SELECT", "orders", server.start() + trace.nanos(1));
    leave(gateway, 200, call.succeeds(query.close(query.start() + trace.nanos(4))));
  }

  private void refund(long at) {
    Operation gateway = arrive("POST /refunds", "/refunds", at);
    Answer paid = ordering.payment(gateway, "Refund", "/v2/refunds", at + trace.nanos(1));
    leave(gateway, paid.isGood() ? 200 : 502, paid.atNanos());
  }
}
