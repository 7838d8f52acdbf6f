// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.recent;

/**
 * One interval of a service's history.
 *
 * @param timeMillis its end, on the clock of the data
 * @param p95Millis NaN without calls
 */
public record Moment(long timeMillis, long calls, long failed, double p95Millis) {}
