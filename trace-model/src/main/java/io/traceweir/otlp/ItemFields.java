// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import static com.google.protobuf.WireFormat.WIRETYPE_FIXED32;
import static com.google.protobuf.WireFormat.WIRETYPE_FIXED64;
import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;
import static com.google.protobuf.WireFormat.WIRETYPE_VARINT;
import static io.traceweir.otlp.MalformedOtlpException.Reason.NOT_OTLP;
import static io.traceweir.otlp.MalformedOtlpException.Reason.WRONG_SIGNAL;

import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Checks a span's or log record's own fields and notes its ids. What lies deeper (attributes,
 * events, links, body) is stepped over.
 */
final class ItemFields {
  private static final int ANY = -1;
  private static final int LEN = WIRETYPE_LENGTH_DELIMITED;
  private static final int INT = WIRETYPE_VARINT;
  private static final int F64 = WIRETYPE_FIXED64;
  private static final int F32 = WIRETYPE_FIXED32;

  /** Wire type by field number; a test holds these against the generated classes. */
  static final int[] SPAN_TYPES = {
    ANY, LEN, LEN, LEN, LEN, LEN, INT, F64, F64, LEN, INT, LEN, INT, LEN, INT, LEN, F32
  };

  static final int[] LOG_TYPES = {
    ANY, F64, INT, LEN, ANY, LEN, LEN, INT, F32, LEN, LEN, F64, LEN, ANY, ANY, ANY, ANY
  };

  private static final int MISSING = 0;
  private static final int VALID = 1;
  private static final int INVALID = 2;

  private final Items items;

  ItemFields(Items items) {
    this.items = items;
  }

  void read(Signal signal, WireReader in, int item) throws IOException, MalformedOtlpException {
    long entered = in.enter();
    if (signal == Signal.SPANS) {
      readSpan(in, item);
    } else {
      readLog(in, item);
    }
    items.ends[item] = in.position();
    in.leave(entered);
  }

  private void readSpan(WireReader in, int item) throws IOException, MalformedOtlpException {
    int traceId = MISSING;
    int spanId = MISSING;
    int parentId = MISSING;
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case Tags.SPAN_TRACE_ID -> traceId = readTraceId(in, item);
        case Tags.SPAN_ID -> spanId = readSpanId(in);
        case Tags.SPAN_PARENT_ID -> parentId = readSpanId(in);
        default -> {
          requireType(tag, SPAN_TYPES, LOG_TYPES);
          in.skip(tag);
        }
      }
    }
    // a parent id of a wrong length makes a Collector refuse the whole request that carries it
    items.roots[item] = parentId == MISSING;
    boolean spanIds = spanId == VALID && parentId != INVALID;
    items.fates[item] =
        traceId != VALID
            ? Items.INVALID_TRACE_ID
            : spanIds ? Items.IN_TRACE : Items.INVALID_SPAN_ID;
  }

  private void readLog(WireReader in, int item) throws IOException, MalformedOtlpException {
    int traceId = MISSING;
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case Tags.LOG_TRACE_ID -> traceId = readTraceId(in, item);
        case Tags.LOG_SEVERITY -> items.severities[item] = in.varint32();
        default -> {
          requireType(tag, LOG_TYPES, SPAN_TYPES);
          in.skip(tag);
        }
      }
    }
    items.fates[item] =
        switch (traceId) {
          case VALID -> Items.IN_TRACE;
          case MISSING -> Items.WITHOUT_TRACE;
          default -> Items.INVALID_TRACE_ID;
        };
  }

  private int readTraceId(WireReader in, int item) throws IOException {
    int at = in.range();
    long high = in.length() == 16 ? WireReader.id(in.bytes(), at) : 0;
    long low = in.length() == 16 ? WireReader.id(in.bytes(), at + 8) : 0;
    items.idHighs[item] = high;
    items.idLows[item] = low;
    if (in.length() != 16) {
      return in.length() == 0 ? MISSING : INVALID;
    }
    return (high | low) == 0 ? MISSING : VALID;
  }

  private static int readSpanId(WireReader in) throws IOException {
    int at = in.range();
    if (in.length() != 8) {
      return in.length() == 0 ? MISSING : INVALID;
    }
    return WireReader.id(in.bytes(), at) == 0 ? MISSING : VALID;
  }

  private static void requireType(int tag, int[] own, int[] other) throws MalformedOtlpException {
    int field = WireFormat.getTagFieldNumber(tag);
    int type = WireFormat.getTagWireType(tag);
    if (field >= own.length || own[field] == ANY || own[field] == type) {
      return;
    }
    if (other[field] == type) {
      throw new MalformedOtlpException(WRONG_SIGNAL, "the request carries the other signal");
    }
    throw new MalformedOtlpException(NOT_OTLP, "an item's field has another type than in OTLP");
  }
}
