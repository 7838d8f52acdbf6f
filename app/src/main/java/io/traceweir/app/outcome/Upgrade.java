// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.traceweir.trace.TraceId;
import java.util.List;
import java.util.function.Consumer;

/**
 * A dropped trace that was brought back, since something of it came late; no second decision.
 *
 * @param rule that brought it back
 * @param trigger what came late
 * @param timeMillis on the clock of the data, since the epoch
 */
public record Upgrade(TraceId trace, String rule, String trigger, long timeMillis) {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Every trace that came back in a request; those that could not are passed over. */
  public static void readAll(ExportLogsServiceRequest request, Consumer<Upgrade> out) {
    Decision.events(request, "traceweir.upgrade")
        .filter(
            log -> Attributes.text(log.getAttributesList(), "traceweir.outcome").equals("upgraded"))
        .map(Upgrade::of)
        .forEach(out);
  }

  private static Upgrade of(LogRecord log) {
    List<KeyValue> attributes = log.getAttributesList();
    return new Upgrade(
        Decision.traceId(log.getTraceId()),
        Attributes.text(attributes, "traceweir.rule"),
        Attributes.text(attributes, "traceweir.trigger"),
        log.getTimeUnixNano() / NANOS_PER_MILLI);
  }
}
