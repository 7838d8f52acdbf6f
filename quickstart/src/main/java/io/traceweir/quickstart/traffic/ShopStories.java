// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_ERROR;
import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_INFO;
import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_WARN;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CLIENT;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CONSUMER;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_PRODUCER;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER;
import static io.traceweir.quickstart.traffic.ShopService.CHECKOUT;
import static io.traceweir.quickstart.traffic.ShopService.EMAIL;
import static io.traceweir.quickstart.traffic.ShopService.FRONTEND;
import static io.traceweir.quickstart.traffic.ShopService.INVENTORY;
import static io.traceweir.quickstart.traffic.ShopService.PAYMENT;

import io.traceweir.quickstart.traffic.ShopTrace.Operation;

/**
 * What happens in the shop when somebody looks around or buys. Every method that takes a time gives
 * back the time at which its work was done.
 *
 * <p>The bad luck is of the kinds that tail sampling is for: a declined card fails the request, a
 * lock in the database makes it slow, and a letter that cannot be sent fails where the customer's
 * own request went well.
 */
final class ShopStories {
  private static final double DECLINED = 0.08;
  private static final double LOCKED = 0.02;
  private static final double UNDELIVERED = 0.04;

  private final ShopTrace trace;

  ShopStories(ShopTrace trace) {
    this.trace = trace;
  }

  void tell(long startNanos) {
    int what = trace.pick(100);
    if (what < 20) {
      health(startNanos);
    } else if (what < 50) {
      browse("GET /", "/", startNanos);
    } else if (what < 80) {
      browse("GET /product/{id}", "/product/" + trace.pick(40), startNanos);
    } else {
      checkout(startNanos);
    }
  }

  private void health(long at) {
    page("GET /healthz", "GET", "/healthz", at)
        .with("http.response.status_code", 200)
        .close(at + trace.nanos(1));
  }

  private void browse(String name, String path, long at) {
    Operation page = page(name, "GET", path, at);
    long done = stock(page, FRONTEND, "GET /stock", "SELECT stock", at + trace.nanos(2));
    page.says(SEVERITY_NUMBER_INFO, "page rendered", done);
    page.with("http.response.status_code", 200).close(done + trace.nanos(4));
  }

  private void checkout(long at) {
    Operation page = page("POST /checkout", "POST", "/checkout", at);
    Operation call =
        page.child(FRONTEND, SPAN_KIND_CLIENT, "shop.Checkout/PlaceOrder", at + trace.nanos(2));
    Operation order =
        call.child(
            CHECKOUT, SPAN_KIND_SERVER, "shop.Checkout/PlaceOrder", call.start() + trace.nanos(1));
    order.says(SEVERITY_NUMBER_INFO, "order received", order.start());
    long done =
        stock(order, CHECKOUT, "POST /reserve", "UPDATE stock", order.start() + trace.nanos(2));
    boolean declined = trace.happens(DECLINED);
    done = charge(order, declined, done);
    if (declined) {
      order
          .failed("payment declined")
          .says(SEVERITY_NUMBER_ERROR, "order not placed: payment declined", done);
      call.failed("payment declined");
      page.failed("payment declined");
    } else {
      done = publish(order, done);
    }
    order.with("rpc.system", "grpc").with("rpc.grpc.status_code", declined ? 9 : 0);
    done = call.close(order.close(done + trace.nanos(1)) + trace.nanos(1));
    page.with("http.response.status_code", declined ? 502 : 200).close(done + trace.nanos(3));
  }

  private Operation page(String name, String method, String path, long at) {
    return trace
        .open(null, FRONTEND, SPAN_KIND_SERVER, name, at)
        .with("http.request.method", method)
        .with("http.route", name.substring(name.indexOf(' ') + 1))
        .with("url.path", path);
  }

  private long stock(Operation caller, ShopService from, String route, String statement, long at) {
    Operation call = caller.child(from, SPAN_KIND_CLIENT, route, at);
    Operation server = call.child(INVENTORY, SPAN_KIND_SERVER, route, at + trace.nanos(1));
    Operation query =
        server
            .child(INVENTORY, SPAN_KIND_CLIENT, statement, server.start() + trace.nanos(1))
            .with("db.system", "postgresql")
            .with("db.system.name", "postgresql")
            .with("db.name", "stock")
            .with("db.namespace", "stock");
    long done = query.start() + trace.nanos(6);
    if (trace.happens(LOCKED)) {
      done += trace.nanos(1_800);
      server.says(SEVERITY_NUMBER_WARN, "waited for a lock on table stock", done);
    }
    done = server.close(query.close(done) + trace.nanos(1));
    return call.close(done + trace.nanos(1));
  }

  private long charge(Operation order, boolean declined, long at) {
    Operation call = order.child(CHECKOUT, SPAN_KIND_CLIENT, "shop.Payment/Charge", at);
    Operation server =
        call.child(PAYMENT, SPAN_KIND_SERVER, "shop.Payment/Charge", at + trace.nanos(1));
    Operation bank =
        server
            .child(PAYMENT, SPAN_KIND_CLIENT, "POST", server.start() + trace.nanos(1))
            .with("peer.service", "card-network")
            .with("http.request.method", "POST")
            .with("http.response.status_code", declined ? 402 : 200);
    long done = bank.close(bank.start() + trace.nanos(40));
    if (declined) {
      server.failed("card declined").says(SEVERITY_NUMBER_ERROR, "card declined", done);
      call.failed("card declined");
    } else {
      server.says(SEVERITY_NUMBER_INFO, "card charged", done);
    }
    server.with("rpc.system", "grpc").with("rpc.grpc.status_code", declined ? 9 : 0);
    return call.close(server.close(done + trace.nanos(1)) + trace.nanos(1));
  }

  /** The letter is written when the customer has long had the answer. */
  private long publish(Operation order, long at) {
    Operation producer = order.child(CHECKOUT, SPAN_KIND_PRODUCER, "orders publish", at);
    messaging(producer);
    Operation consumer =
        producer.child(EMAIL, SPAN_KIND_CONSUMER, "orders process", at + trace.nanos(60));
    messaging(consumer);
    long done = consumer.start() + trace.nanos(80);
    if (trace.happens(UNDELIVERED)) {
      consumer
          .failed("mail server refused")
          .says(SEVERITY_NUMBER_ERROR, "confirmation not sent", done);
    } else {
      consumer.says(SEVERITY_NUMBER_INFO, "confirmation sent", done);
    }
    consumer.close(done + trace.nanos(1));
    return producer.close(at + trace.nanos(2));
  }

  private static void messaging(Operation operation) {
    operation.with("messaging.system", "kafka").with("messaging.destination.name", "orders");
  }
}
