// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.traceweir.app.door.Refusal.Reason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request by its first line and headers, before anything of its body is read.
 *
 * @param declaredBytes negative when the client did not say
 */
record Entry(Target target, Wire wire, boolean gzip, long declaredBytes) {

  static Entry of(HttpExchange exchange) throws Refusal {
    Target target = target(exchange);
    Headers headers = exchange.getRequestHeaders();
    if (!exchange.getRequestMethod().equals("POST")) {
      throw new Refusal(Reason.METHOD_NOT_ALLOWED, "only POST is answered at " + target.path);
    }
    Wire wire =
        Wire.of(headers.getFirst("Content-Type"))
            .orElseThrow(
                () ->
                    new Refusal(
                        Reason.UNSUPPORTED_TYPE,
                        "Content-Type has to be application/x-protobuf or application/json"));
    return new Entry(
        target,
        wire,
        isGzip(headers.getFirst("Content-Encoding")),
        length(headers.getFirst("Content-Length")));
  }

  private static Target target(HttpExchange exchange) throws Refusal {
    return Target.of(String.valueOf(exchange.getRequestURI().getPath()))
        .orElseThrow(
            () ->
                new Refusal(
                    Reason.UNKNOWN_PATH,
                    "nothing is here: OTLP is taken at /v1/traces and /v1/logs"));
  }

  private static boolean isGzip(@Nullable String encoding) throws Refusal {
    return switch (encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT)) {
      case "gzip" -> true;
      case "", "identity" -> false;
      default ->
          throw new Refusal(
              Reason.UNSUPPORTED_ENCODING, "Content-Encoding has to be gzip, or left out");
    };
  }

  /** The server has refused what is no number. */
  private static long length(@Nullable String length) {
    return length == null ? -1 : Long.parseLong(length.strip());
  }
}
