// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.graph;

/**
 * One arrow of the service graph.
 *
 * @param type the label {@code connection_type}: empty for a plain call, else messaging_system,
 *     database or virtual_node
 * @param p95Millis of the side that was called, else of the caller; NaN when it is not known
 */
public record Link(
    String client, String server, String type, long calls, long failed, double p95Millis) {

  static final String DATABASE = "database";
  static final String MESSAGING = "messaging_system";
  static final String VIRTUAL_NODE = "virtual_node";

  /** The client's name when it is nobody's service. */
  static final String USER = "user";

  /** Whether only the calling side of such a connection was seen. */
  public static boolean isSeenByCallerOnly(String client, String type) {
    return type.equals(VIRTUAL_NODE) && !client.equals(USER);
  }

  boolean isCalledByUser() {
    return type.equals(VIRTUAL_NODE) && client.equals(USER);
  }

  double failedShare() {
    return calls == 0 ? 0 : (double) failed / calls;
  }
}
