// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CLIENT;

/** Calls to what is not instrumented: the spans of whoever asks. */
final class Databases {
  private Databases() {}

  /**
   * A query, still open.
   *
   * @param database its namespace, and its host too
   */
  static Operation postgresql(
      Operation from, String database, String verb, String table, long startNanos) {
    String summary = verb + " " + table;
    return from.child(from.pod().service(), SPAN_KIND_CLIENT, summary, startNanos)
        .toDatabase("postgresql", database)
        .with("db.collection.name", table)
        .with("db.operation.name", verb)
        .with("db.query.summary", summary)
        .to(database + "-db", 5432);
  }

  static Operation redis(Operation from, String command, long startNanos) {
    return from.child(from.pod().service(), SPAN_KIND_CLIENT, command, startNanos)
        .toDatabase("redis", null)
        .with("db.operation.name", command)
        .to("cart-cache", 6379);
  }

  static Operation opensearch(Operation from, long startNanos) {
    return from.child(from.pod().service(), SPAN_KIND_CLIENT, "search products", startNanos)
        .toDatabase("opensearch", null)
        .with("db.collection.name", "products")
        .with("db.operation.name", "search")
        .with("db.query.summary", "search products")
        .with("http.request.method", "POST")
        .to("search-index", 9200);
  }

  /** A company of its own, on the other side of the internet. */
  static Operation thirdParty(Operation from, String host, String path, long startNanos) {
    return from.child(from.pod().service(), SPAN_KIND_CLIENT, "POST", startNanos)
        .with("http.request.method", "POST")
        .with("url.full", "https://" + host + path)
        .with("network.protocol.version", "2")
        .to(host, 443);
  }
}
