// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

/** What an OTLP request carries. */
public enum Signal {
  SPANS,
  LOGS
}
