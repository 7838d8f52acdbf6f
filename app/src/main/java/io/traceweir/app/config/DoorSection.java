// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import io.traceweir.yaml.Problems;
import org.jspecify.annotations.Nullable;

/** {@code input.otlp}: OTLP over HTTP, for senders that have no way to Kafka. */
final class DoorSection {

  private static final long LARGEST_REQUEST_BYTES = 1L << 30;

  private final Key<String> otlp;
  private final Key<Long> request;
  private final Key<Memory> inFlight;

  DoorSection(Declarations d) {
    otlp =
        d.optional(
            "input.otlp",
            KafkaTypes.ADDRESS_AND_PORT,
            "Address at which OTLP is taken over HTTP, such as `0.0.0.0:4318`, and written to the"
                + " first topic of `input.spans` and of `input.logs`. Left out: nowhere.");
    request =
        d.key(
            "input.otlp_limits.request",
            ValueTypes.BYTES,
            "20MiB",
            "Largest body of a request, before and after it is unpacked; a larger one is answered"
                + " with 413. At most 1GiB.");
    inFlight =
        d.key(
            "input.otlp_limits.in_flight",
            ValueTypes.MEMORY,
            "10%",
            "All bodies that are taken at the same time, as a share of the maximum heap or in bytes,"
                + " JSON counted six times; more are answered with 429.");
  }

  void check(Values values, Problems problems) {
    if (values.optional(request).filter(bytes -> bytes > LARGEST_REQUEST_BYTES).isPresent()) {
      problems.add(values.node(request), "expected at most 1GiB for input.otlp_limits.request");
    }
  }

  Configuration.@Nullable Door settings(Values values) {
    return values
        .optional(otlp)
        .map(Address::of)
        .map(
            address ->
                new Configuration.Door(
                    address.host(),
                    address.port(),
                    Math.toIntExact(values.get(request)),
                    values.get(inFlight).bytes(Runtime.getRuntime().maxMemory())))
        .orElse(null);
  }
}
