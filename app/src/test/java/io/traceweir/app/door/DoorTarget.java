// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.PipelineSettings.Encoding;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.testkit.Traces;
import io.traceweir.trace.ResourceCache;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * For the fuzzer: a body is refused, or becomes records within the limit that hold as many items as
 * the sender is told were taken. The bits of the first byte say how the body is encoded and packed,
 * and what the input topics want.
 */
public final class DoorTarget {
  private static final int BODY_BYTES = 100_000;
  private static final int RECORD_BYTES = 8_192;
  private static final ResourceCache RESOURCES = new ResourceCache(100_000);

  private final Signal signal;
  private final Wire wire;
  private final boolean gzip;
  private final PipelineSettings.Input input;

  private DoorTarget(int bits) {
    signal = (bits & 1) == 0 ? Signal.SPANS : Signal.LOGS;
    wire = (bits & 2) == 0 ? Wire.PROTOBUF : Wire.JSON;
    gzip = (bits & 4) != 0;
    input =
        new PipelineSettings.Input(
            List.of("spans"),
            List.of("logs"),
            (bits & 8) == 0 ? Encoding.OTLP_PROTO : Encoding.OTLP_JSON,
            (bits & 16) == 0 ? Partitioning.ANY : Partitioning.TRACE_ID,
            new PipelineSettings.StartFrom.Earliest(),
            Duration.ZERO);
  }

  public static void fuzzerTestOneInput(byte[] input) throws IOException, MalformedOtlpException {
    if (input.length > 0) {
      new DoorTarget(input[0]).take(input);
    }
  }

  private void take(byte[] input) throws IOException, MalformedOtlpException {
    Receipt receipt;
    List<InputRecord> records;
    try (Budget.Share share = new Budget(BODY_BYTES * 4L).share()) {
      var socket = new ByteArrayInputStream(input, 1, input.length - 1);
      byte[] body = new BodyReader(BODY_BYTES).read(socket, -1, gzip, share);
      byte[] protobuf = wire == Wire.JSON ? OtlpJson.toProtobuf(signal, body) : body;
      receipt = Contents.of(signal, protobuf);
      if (receipt.isEmpty()) {
        return;
      }
      records = new InputRecords(signal, this.input, RECORD_BYTES, RESOURCES).of(protobuf);
    } catch (Refusal | MalformedOtlpException | UncheckedIOException e) {
      return; // the sender is told
    }
    int items = 0;
    for (InputRecord record : records) {
      assertThat(record.value().length).isLessThanOrEqualTo(RECORD_BYTES);
      Receipt written = Contents.of(signal, decoded(record));
      items += written.accepted();
      if (record.trace() != null) {
        assertThat(written.traces()).containsExactly(record.trace());
      }
    }
    assertThat(items).isEqualTo(receipt.accepted());
  }

  private byte[] decoded(InputRecord record) throws MalformedOtlpException {
    return input.encoding() == Encoding.OTLP_JSON
        ? OtlpJson.toProtobuf(signal, record.value())
        : record.value();
  }

  /** Every first byte with a good body behind it. */
  static List<byte[]> seeds() {
    var trace =
        Traces.trace("a")
            .root("GET /")
            .service("shop")
            .attribute("k", "v".repeat(3_000))
            .child("db")
            .error()
            .log(SeverityNumber.SEVERITY_NUMBER_WARN, "so so");
    List<byte[]> seeds = new ArrayList<>();
    for (int bits = 0; bits < 32; bits++) {
      DoorTarget how = new DoorTarget(bits);
      var request = how.signal == Signal.SPANS ? trace.request() : trace.logs();
      byte[] body =
          how.wire == Wire.JSON ? OtlpJson.toJson(request).getBytes(UTF_8) : request.toByteArray();
      byte[] packed = how.gzip ? Client.gzip(body) : body;
      byte[] seed = new byte[packed.length + 1];
      seed[0] = (byte) bits;
      System.arraycopy(packed, 0, seed, 1, packed.length);
      seeds.add(seed);
    }
    return seeds;
  }
}
