// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

/** How log lines are written. */
public enum LogFormat {
  JSON,
  TEXT
}
