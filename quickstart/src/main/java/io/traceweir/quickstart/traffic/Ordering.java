// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_DEBUG;
import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_ERROR;
import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_INFO;
import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_WARN;

/** What is behind an order: cart, inventory, payment and shipping. */
final class Ordering {
  private static final double DECLINED = 0.02;
  private static final double LOCKED = 0.02;
  private static final String PROVIDER = "api.cardnetwork.example";

  private final ShopTrace trace;
  private final Weather weather;

  Ordering(ShopTrace trace, Weather weather) {
    this.trace = trace;
    this.weather = weather;
  }

  long cart(Operation from, String method, String command, long at) {
    if (weather.strikes(Incident.LATE_SPANS, trace, 1)) {
      trace.holdUp(ShopService.CART);
    }
    Call call = Call.grpc(from, ShopService.CART, "shop.Cart", method, at);
    Operation server = call.server();
    Operation query = Databases.redis(server, command, server.start() + trace.nanos(0.5));
    long done = query.close(query.start() + trace.nanos(1.5));
    server.says(SEVERITY_NUMBER_DEBUG, "cart found in cache", done);
    return call.succeeds(done);
  }

  /** Now and then somebody else has locked what is ordered. */
  long inventory(Operation from, long at) {
    Call call = Call.grpc(from, ShopService.INVENTORY, "shop.Inventory", "Reserve", at);
    Operation server = call.server();
    Operation query =
        Databases.postgresql(server, "stock", "UPDATE", "stock", server.start() + trace.nanos(1));
    long done = query.start() + trace.nanos(6);
    if (trace.happens(LOCKED)) {
      done += trace.nanos(1_000);
      server.says(SEVERITY_NUMBER_WARN, "waited for a lock on table stock", done);
    }
    return call.succeeds(query.close(done));
  }

  /** The provider is asked over the internet; its word is final. */
  Answer payment(Operation from, String method, String path, long at) {
    Call call = Call.grpc(from, ShopService.PAYMENT, "shop.Payment", method, at);
    Operation server = call.server();
    Operation provider =
        Databases.thirdParty(server, PROVIDER, path, server.start() + trace.nanos(2));
    long done = provider.start() + trace.nanos(60);
    if (weather.strikes(Incident.SLOW_DEPENDENCY, trace, 1)) {
      done += 1_100_000_000 + trace.nanos(250);
      server.says(SEVERITY_NUMBER_WARN, "payment provider took more than a second", done);
    }
    if (trace.happens(DECLINED)) {
      provider.with("http.response.status_code", 402).failed("402", "declined").close(done);
      server.says(SEVERITY_NUMBER_ERROR, "card declined", done);
      return new Answer(call.fails(9, "FAILED_PRECONDITION", done), false);
    }
    provider.with("http.response.status_code", 200).close(done);
    server.says(SEVERITY_NUMBER_INFO, "provider agreed", done);
    return new Answer(call.succeeds(done), true);
  }

  long shipping(Operation from, long at) {
    String route = "POST /shipments";
    Call call =
        weather.strikes(Incident.LOST_CONTEXT, trace, 1)
            ? Call.httpWithoutContext(from, ShopService.SHIPPING, route, at)
            : Call.http(from, ShopService.SHIPPING, route, at);
    long done = call.server().start() + trace.nanos(15);
    call.server().says(SEVERITY_NUMBER_INFO, "shipment booked", done);
    return call.succeeds(done);
  }
}
