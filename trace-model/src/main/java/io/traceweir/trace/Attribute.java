// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import io.traceweir.otlp.Tags;
import io.traceweir.otlp.WireReader;
import java.io.IOException;
import java.util.Map;

/** Reads attributes with their keys, where all of them are wanted. */
final class Attribute {
  private Attribute() {}

  static void read(byte[] bytes, int offset, int length, Map<String, Object> into)
      throws IOException {
    Strings strings = new Strings(1);
    AttributeValues values = new AttributeValues(strings);
    WireReader in = new WireReader(bytes, offset, length);
    String key = "";
    Object value = Structured.NO_VALUE;
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == Tags.KEY) {
        int at = in.range();
        key = strings.get(bytes, at, in.length());
      } else if (tag == Tags.VALUE) {
        int at = in.range();
        value = values.read(bytes, at, at + in.length());
      } else {
        in.skip(tag);
      }
    }
    Object before = into.putIfAbsent(key, value);
    if (before == Structured.NO_VALUE) {
      into.put(key, value);
    }
  }
}
