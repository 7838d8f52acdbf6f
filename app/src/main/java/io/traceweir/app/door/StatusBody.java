// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The body of every refusal: a {@code google.rpc.Status} of code and message. */
final class StatusBody {
  private static final int CODE = 1;
  private static final int MESSAGE = 2;
  private static final JsonFactory JSON = new JsonFactory();

  private StatusBody() {}

  static byte[] write(Wire wire, Refusal refusal) {
    try {
      return wire == Wire.JSON ? json(refusal) : protobuf(refusal);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] protobuf(Refusal refusal) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeInt32(CODE, refusal.reason().code);
    out.writeString(MESSAGE, refusal.message());
    out.flush();
    return bytes.toByteArray();
  }

  private static byte[] json(Refusal refusal) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("code", refusal.reason().code);
      json.writeStringField("message", refusal.message());
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
