// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_DEBUG;
import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_ERROR;
import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_INFO;
import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_WARN;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CLIENT;

/** What is behind the pages that people look at: catalog, recommendation and search. */
final class Storefront {
  private static final int UNAVAILABLE = 14;
  private static final int MAX_ATTEMPTS = 3;

  private final ShopTrace trace;
  private final Weather weather;

  Storefront(ShopTrace trace, Weather weather) {
    this.trace = trace;
    this.weather = weather;
  }

  Answer catalog(Operation from, String method, long at) {
    Call call = Call.grpc(from, ShopService.CATALOG, "shop.Catalog", method, at);
    Operation server = call.server();
    Operation query =
        Databases.postgresql(
            server, "products", "SELECT", "products", server.start() + trace.nanos(1));
    if (weather.strikes(Incident.ERROR_BURST, trace, 0.7)) {
      long refused =
          query.failed("08001", "connection refused").close(query.start() + trace.nanos(2));
      server.says(SEVERITY_NUMBER_ERROR, "no connection to database products", refused);
      return new Answer(call.fails(UNAVAILABLE, "UNAVAILABLE", refused), false);
    }
    long done = query.close(query.start() + trace.nanos(5));
    server.says(SEVERITY_NUMBER_DEBUG, "products loaded", done);
    return new Answer(call.succeeds(done), true);
  }

  /** What fails here costs nothing but the recommendations. */
  long recommendation(Operation from, long at) {
    Call call =
        Call.grpc(
            from, ShopService.RECOMMENDATION, "shop.Recommendation", "ListRecommendations", at);
    long done = call.server().start() + trace.nanos(12);
    if (weather.strikes(Incident.SWALLOWED_ERROR, trace, 0.8)) {
      long failed = call.fails(13, "INTERNAL", done);
      from.says(SEVERITY_NUMBER_WARN, "page goes without recommendations", failed);
      return failed;
    }
    return call.succeeds(done);
  }

  /** Asks again when search is overloaded. */
  Answer search(Operation from, long at) {
    boolean overloaded = weather.strikes(Incident.RETRIES, trace, 0.7);
    int failures = overloaded ? 1 + trace.pick(MAX_ATTEMPTS - 1) : 0;
    long now = at;
    for (int attempt = 0; attempt < failures; attempt++) {
      Call call = attempt(from, attempt, now);
      now = call.fails(503, "overloaded", call.server().start() + trace.nanos(20));
      from.says(SEVERITY_NUMBER_WARN, "search is overloaded, asking again", now);
      now += trace.nanos(50);
    }
    return search(attempt(from, failures, now));
  }

  private Call attempt(Operation from, int attempt, long at) {
    Call call = Call.http(from, ShopService.SEARCH, "GET /search", at);
    if (attempt > 0) {
      call.client().retry(attempt);
    }
    return call;
  }

  private Answer search(Call call) {
    Operation server = call.server();
    Operation query = Databases.opensearch(server, server.start() + trace.nanos(1));
    long done = query.close(query.start() + trace.nanos(18));
    if (server.pod().upgraded()) {
      trace.touch(Incident.BAD_DEPLOY);
      done = rank(server, done);
      if (weather.strikes(Incident.BAD_DEPLOY, trace, 0.3)) {
        server.says(SEVERITY_NUMBER_ERROR, "ranking failed: index out of range", done);
        return new Answer(call.fails(500, "ranking failed", done), false);
      }
    }
    server.says(SEVERITY_NUMBER_INFO, "search answered", done);
    return new Answer(call.succeeds(done), true);
  }

  /** The new version's idea: it asks the catalog for every hit. */
  private long rank(Operation server, long at) {
    long now = at;
    for (int hit = 0; hit < 4; hit++) {
      Operation query =
          server
              .child(ShopService.SEARCH, SPAN_KIND_CLIENT, "get product", now)
              .toDatabase("opensearch", null)
              .with("db.operation.name", "get")
              .with("db.query.summary", "get product")
              .to("search-index", 9200);
      now = query.close(now + trace.nanos(70));
    }
    return now;
  }
}
