// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.app.CommandException;
import io.traceweir.app.config.Configuration;
import io.traceweir.app.door.OtlpDoor;
import io.traceweir.app.door.Receipt;
import io.traceweir.app.outcome.Sent;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.quickstart.DoorChoice.Need;
import java.net.BindException;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The OTLP door of a quickstart, on the loopback interface: what comes through it was sent. */
final class Door implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int MAX_REQUEST_BYTES = 20 << 20;
  private static final long IN_FLIGHT_SHARE = 10;

  private final @Nullable OtlpDoor door;
  private final Consumer<String> out;
  private final Queue<Receipt> receipts = new ConcurrentLinkedQueue<>();
  private final Sent through = new Sent();
  private int apart;

  private Door(@Nullable OtlpDoor door, Consumer<String> out) {
    this.door = door;
    this.out = out;
  }

  /** Takes the port, or says why there is no door. */
  static Door listen(DoorChoice choice, Consumer<String> out) throws QuickstartException {
    if (choice.need() == Need.OFF) {
      return new Door(null, out);
    }
    var settings =
        new Configuration.Door(
            LOOPBACK,
            choice.port(),
            MAX_REQUEST_BYTES,
            Runtime.getRuntime().maxMemory() / IN_FLIGHT_SHARE);
    try {
      return new Door(OtlpDoor.listen("--otlp-port", settings, new SimpleMeterRegistry()), out);
    } catch (CommandException e) {
      String taken = "port " + choice.port() + " is in use";
      boolean inUse = e.getCause() instanceof BindException;
      if (inUse && choice.need() == Need.IF_FREE) {
        out.accept(taken + ", no OTLP door; --otlp-port 0 for any free one");
        return new Door(null, out);
      }
      throw new QuickstartException(
          inUse
              ? taken + ": choose another one with --otlp-port, 0 for any free one"
              : String.valueOf(e.getMessage()),
          e);
    }
  }

  /** Takes requests from now on, and says how to send some. */
  Door open(PipelineSettings pipeline) {
    if (door == null) {
      return this;
    }
    door.open(pipeline, receipts::add);
    out.accept(
        """
        the OTLP door is open; point an OpenTelemetry SDK or Collector at it:
          OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:%d OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf%s
        """
            .formatted(
                door.port(), " OTEL_LOGS_EXPORTER=otlp OTEL_METRICS_EXPORTER=none <your program>"));
    return this;
  }

  /** Empty when there is none. */
  OptionalInt port() {
    return door == null ? OptionalInt.empty() : OptionalInt.of(door.port());
  }

  /** Adds what came since the last time; log records without a trace are never decided. */
  void countInto(Sent sent) {
    for (Receipt r = receipts.poll(); r != null; r = receipts.poll()) {
      sent.add(r.signal(), r.items(), r.traces());
      through.add(r.signal(), r.items(), r.traces());
      apart += r.withoutTrace() + r.rejected();
    }
  }

  /** Whether anything came through it. */
  boolean wasUsed() {
    return through.requests() > 0;
  }

  /** One line about what came, or none when nothing did. */
  void sayWhatCame() {
    if (wasUsed()) {
      out.accept(
          String.format(
              Locale.ROOT,
              "through the OTLP door: %,d requests, %,d traces, %,d spans, %,d logs%s",
              through.requests(),
              through.traces().size(),
              through.spans(),
              through.logs(),
              apart == 0
                  ? ""
                  : String.format(Locale.ROOT, ", and %,d that belong to no trace", apart)));
    }
  }

  @Override
  public void close() {
    shut();
  }

  /** Lets nobody in any more; what was let in is in Kafka then. */
  void shut() {
    if (door != null) {
      door.close();
    }
  }
}
