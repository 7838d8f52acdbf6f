// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.Arrays;

/**
 * For the fuzzer: JSON is refused, or becomes a request that protobuf reads, and that is the same
 * after it was written as JSON and read again. The first byte says which signal it is taken for.
 */
public final class JsonTarget {
  private JsonTarget() {}

  public static void fuzzerTestOneInput(byte[] input)
      throws MalformedOtlpException, InvalidProtocolBufferException {
    if (input.length == 0) {
      return;
    }
    Signal signal = FuzzSeeds.signal(input[0]);
    byte[] request;
    try {
      request = OtlpJson.toProtobuf(signal, Arrays.copyOfRange(input, 1, input.length));
    } catch (MalformedOtlpException e) {
      return;
    }
    Message read =
        signal == Signal.SPANS
            ? ExportTraceServiceRequest.parseFrom(request)
            : ExportLogsServiceRequest.parseFrom(request);
    byte[] json = OtlpJson.toJson(read).getBytes(UTF_8);
    if (read.getSerializedSize() > 0) { // "{}" says nothing of a signal
      assertThat(OtlpJson.toProtobuf(signal, json)).isEqualTo(request);
    }
  }
}
