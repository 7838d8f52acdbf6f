// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.traceweir.app.door.Refusal.Reason;
import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.trace.ResourceCache;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes the body of a request: verified, written to the input topic, and only then acknowledged.
 */
final class Intake implements AutoCloseable {
  /** Reading JSON makes objects that take about so many bytes for each of its own. */
  private static final int HEAP_PER_JSON_BYTE = 5;

  /** An object needs so many, however few bytes it has in JSON. */
  private static final int HEAP_PER_JSON_OBJECT = 100;

  private static final long RESOURCES_BYTES = 1 << 20;
  private static final int LONGEST_EMPTY_JSON = 64;

  private final PipelineSettings settings;
  private final ResourceCache resources = new ResourceCache(RESOURCES_BYTES);
  private final InputWriter writer;
  private final Consumer<Receipt> written;

  Intake(PipelineSettings settings, Consumer<Receipt> written) {
    this.settings = settings;
    this.writer = new InputWriter(settings);
    this.written = written;
  }

  /** Whether there is a topic for this. */
  boolean reads(Signal signal) {
    return signal == Signal.SPANS || !settings.input().logs().isEmpty();
  }

  /** Written, when it returns. */
  Receipt take(Signal signal, Wire wire, byte[] body, Budget.Share share) throws Refusal {
    try {
      byte[] protobuf = protobuf(signal, wire, body, share);
      Receipt receipt = Contents.of(signal, protobuf);
      if (!receipt.isEmpty()) {
        writer.write(
            signal,
            records(signal, protobuf, writer.maxRecordBytes(signal)),
            (record, maxBytes) -> parts(signal, record, maxBytes));
        written.accept(receipt);
      }
      return receipt;
    } catch (MalformedOtlpException e) {
      throw new Refusal(Reason.MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  /** How many items there are in a request that is not written. */
  int count(Signal signal, Wire wire, byte[] body, Budget.Share share) throws Refusal {
    try {
      Receipt receipt = Contents.of(signal, protobuf(signal, wire, body, share));
      return receipt.accepted() + receipt.rejected();
    } catch (MalformedOtlpException e) {
      throw new Refusal(Reason.MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  private static byte[] protobuf(Signal signal, Wire wire, byte[] body, Budget.Share share)
      throws MalformedOtlpException, Refusal {
    if (wire == Wire.PROTOBUF) {
      return body;
    }
    if (isEmptyObject(body)) {
      return new byte[0];
    }
    if (!share.take(heapOfJson(body))) {
      throw BodyReader.overloaded();
    }
    return OtlpJson.toProtobuf(signal, body);
  }

  private static long heapOfJson(byte[] body) throws Refusal {
    int objects = JsonObjects.count(body);
    if (objects > JsonObjects.MAX) {
      throw new Refusal(Reason.TOO_LARGE, "the JSON has more than " + JsonObjects.MAX + " objects");
    }
    return Math.max((long) body.length * HEAP_PER_JSON_BYTE, (long) objects * HEAP_PER_JSON_OBJECT);
  }

  private static boolean isEmptyObject(byte[] json) {
    return json.length <= LONGEST_EMPTY_JSON
        && new String(json, UTF_8).replaceAll("\\s", "").equals("{}");
  }

  private List<InputRecord> records(Signal signal, byte[] protobuf, int maxBytes)
      throws MalformedOtlpException, Refusal {
    try {
      return new InputRecords(signal, settings.input(), maxBytes, resources).of(protobuf);
    } catch (UncheckedIOException e) {
      throw new Refusal(Reason.MALFORMED, "a span or log record cannot be read");
    }
  }

  /** Of a record that was written in the encoding of the input topics. */
  private List<InputRecord> parts(Signal signal, InputRecord record, int maxBytes) throws Refusal {
    try {
      byte[] value = record.value();
      boolean isJson = settings.input().encoding() == PipelineSettings.Encoding.OTLP_JSON;
      return records(signal, isJson ? OtlpJson.toProtobuf(signal, value) : value, maxBytes);
    } catch (MalformedOtlpException e) {
      throw new Refusal(Reason.MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    writer.close();
  }
}
