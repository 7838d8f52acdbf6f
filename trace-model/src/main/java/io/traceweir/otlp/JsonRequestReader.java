// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import io.traceweir.otlp.MalformedOtlpException.Reason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads one JSON object into a request, token by token. */
final class JsonRequestReader {
  /** What protobuf's parsers accept; deeper values could be written and never be read. */
  private static final int MAX_DEPTH = 100;

  // The value is in memory already, so its strings need no limit of their own.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNestingDepth(4 * MAX_DEPTH)
                  .build())
          .build();

  private final @Nullable Signal signal;
  private final byte[] json;

  /**
   * @param signal null for metrics, which are no input
   */
  JsonRequestReader(@Nullable Signal signal, byte[] json) {
    this.signal = signal;
    this.json = json;
  }

  void readInto(Message.Builder request) throws MalformedOtlpException {
    try (JsonParser parser = JSON.createParser(json)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new MalformedOtlpException(Reason.EMPTY, "nothing but white space");
      }
      if (first != JsonToken.START_OBJECT) {
        throw bad(parser, "a request is an object");
      }
      boolean known = message(parser, request, 0);
      if (parser.nextToken() != null) {
        throw bad(parser, "more than one value");
      }
      if (!known) {
        throw unknown();
      }
    } catch (StreamReadException e) {
      // Jackson's messages quote the payload.
      throw at(
          Reason.BAD_JSON,
          "not JSON",
          e.getLocation() == null ? -1 : e.getLocation().getByteOffset());
    } catch (IOException e) {
      throw at(Reason.BAD_JSON, "not JSON", -1);
    }
  }

  /** Not one field of the signal: of the other signal, or no request at all. */
  private MalformedOtlpException unknown() {
    Signal other = signal == Signal.SPANS ? Signal.LOGS : Signal.SPANS;
    return signal != null && other == JsonSignal.of(json).orElse(null)
        ? new MalformedOtlpException(Reason.WRONG_SIGNAL, other + " instead of " + signal)
        : new MalformedOtlpException(Reason.NOT_OTLP, "no field of an OTLP request");
  }

  /** Whether any field was known. */
  private boolean message(JsonParser parser, Message.Builder into, int depth)
      throws IOException, MalformedOtlpException {
    if (depth > MAX_DEPTH) {
      throw bad(parser, "nested too deeply");
    }
    boolean known = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      FieldDescriptor field = JsonNames.field(into.getDescriptorForType(), parser.currentName());
      JsonToken token = parser.nextToken();
      if (field == null) {
        parser.skipChildren();
        continue;
      }
      known = true;
      if (token == JsonToken.VALUE_NULL) {
        continue;
      }
      if (field.isRepeated()) {
        list(parser, into, field, depth);
      } else {
        Object value = value(parser, into, field, depth);
        if (value != null) {
          into.setField(field, value);
        }
      }
    }
    return known;
  }

  private void list(JsonParser parser, Message.Builder into, FieldDescriptor field, int depth)
      throws IOException, MalformedOtlpException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw bad(parser, "an array is expected for " + field.getJsonName());
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Object value = value(parser, into, field, depth);
      if (value != null) {
        into.addRepeatedField(field, value);
      }
    }
  }

  private @Nullable Object value(
      JsonParser parser, Message.Builder into, FieldDescriptor field, int depth)
      throws IOException, MalformedOtlpException {
    if (field.getJavaType() != JavaType.MESSAGE) {
      try {
        return JsonScalars.read(parser, field);
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw bad(parser, field.getJsonName() + " has no such value");
      }
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw bad(parser, "an object is expected for " + field.getJsonName());
    }
    Message.Builder child = into.newBuilderForField(field);
    message(parser, child, depth + 1);
    return child.build();
  }

  private static MalformedOtlpException bad(JsonParser parser, String message) {
    return at(Reason.BAD_JSON, message, parser.currentTokenLocation().getByteOffset());
  }

  private static MalformedOtlpException at(Reason reason, String message, long offset) {
    return new MalformedOtlpException(
        reason, offset < 0 ? message : message + " at byte " + offset);
  }
}
