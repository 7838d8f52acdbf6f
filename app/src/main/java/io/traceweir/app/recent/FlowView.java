// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.recent;

import java.util.List;

/**
 * What a service or an edge did in the intervals shown.
 *
 * @param spans zero for edges
 * @param p50Millis NaN without calls
 * @param p95Millis NaN without calls
 */
public record FlowView(
    long spans,
    long calls,
    long failed,
    double p50Millis,
    double p95Millis,
    List<Moment> history) {}
