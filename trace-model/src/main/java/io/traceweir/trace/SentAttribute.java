// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import io.traceweir.otlp.WireReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An attribute as it was sent.
 *
 * @param value String, Long, Double, Boolean, byte[], {@link Structured}
 */
public record SentAttribute(String key, Object value) {

  static void read(WireReader in, List<SentAttribute> into) throws IOException {
    int at = in.range();
    Map<String, Object> one = new LinkedHashMap<>();
    Attribute.read(in.bytes(), at, in.length(), one);
    one.forEach((key, value) -> into.add(new SentAttribute(key, value)));
  }
}
