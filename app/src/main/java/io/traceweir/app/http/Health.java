// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.http;

/** How the process is; asked by other threads at any time. */
public interface Health {

  /** Working, or trying to; when not, only a restart helps. */
  boolean isLive();

  /** Doing its work right now. */
  boolean isReady();

  /** Has been ready once. */
  boolean isStarted();

  /** One word about the state. */
  String state();
}
