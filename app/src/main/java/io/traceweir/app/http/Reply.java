// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.http;

/** What is answered, without its headers. */
record Reply(int status, String type, byte[] body) {
  static final String JSON = "application/json";

  static Reply json(byte[] body) {
    return new Reply(200, JSON, body);
  }

  static Reply error(int status, String message) {
    return new Reply(status, JSON, Json.error(message));
  }
}
