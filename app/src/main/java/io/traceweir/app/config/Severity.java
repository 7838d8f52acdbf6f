// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

/** OpenTelemetry's severities by name; each stands for the first of its four numbers. */
enum Severity {
  TRACE(1),
  DEBUG(5),
  INFO(9),
  WARN(13),
  ERROR(17),
  FATAL(21);

  private final int number;

  Severity(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
