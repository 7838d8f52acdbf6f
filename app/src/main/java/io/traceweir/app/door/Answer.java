// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import com.google.protobuf.Message;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a client is told.
 *
 * @param result as the label of meters
 * @param wire the encoding of the request, or JSON when it had none that is known
 * @param headers beside those about the body
 */
record Answer(int status, String result, Wire wire, byte[] body, Map<String, String> headers) {
  static Answer of(String result, Wire wire, Message response) {
    return new Answer(200, result, wire, wire.encode(response), Map.of());
  }

  static Answer of(Wire wire, Refusal refusal) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (refusal.retryAfterSeconds() > 0) {
      headers.put("Retry-After", Integer.toString(refusal.retryAfterSeconds()));
    }
    switch (refusal.reason()) {
      case METHOD_NOT_ALLOWED -> headers.put("Allow", "POST");
      case UNSUPPORTED_ENCODING -> headers.put("Accept-Encoding", "gzip");
      default -> {}
    }
    String result = refusal.reason().name().toLowerCase(Locale.ROOT);
    byte[] body = StatusBody.write(wire, refusal);
    return new Answer(refusal.reason().status, result, wire, body, headers);
  }

  boolean isRefusal() {
    return status != 200;
  }
}
