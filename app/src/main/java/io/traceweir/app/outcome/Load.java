// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

/**
 * What went through a service or over an edge.
 *
 * @param failed among the calls
 * @param server how long the called side took, in milliseconds
 * @param client how long the caller waited, in milliseconds; empty for a service
 */
public record Load(long calls, long failed, Durations server, Durations client) {
  public static final Load NONE = new Load(0, 0, Durations.NONE, Durations.NONE);

  public Load plus(Load other) {
    return new Load(
        calls + other.calls,
        failed + other.failed,
        server.plus(other.server),
        client.plus(other.client));
  }

  /** What came on top of an earlier state of the same counters. */
  public Load since(Load earlier) {
    return new Load(
        calls - earlier.calls,
        failed - earlier.failed,
        server.minus(earlier.server),
        client.minus(earlier.client));
  }

  public double failedShare() {
    return calls == 0 ? Double.NaN : (double) failed / calls;
  }

  /**
   * In milliseconds, seen from the side that was longer at it; NaN without calls. A side that was
   * not seen counts as 0, and what is sent over a queue takes its sender no time.
   */
  public double quantile(double share) {
    double atServer = server.quantile(share);
    double atClient = client.quantile(share);
    if (Double.isNaN(atServer) || Double.isNaN(atClient)) {
      return Double.isNaN(atServer) ? atClient : atServer;
    }
    return Math.max(atServer, atClient);
  }
}
