// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import java.time.Duration;

/**
 * Something that happened, and how fast traces were decided then.
 *
 * @param at since the traffic began
 * @param tracesPerSecond decided in the second before
 */
public record Event(Duration at, String sentence, double tracesPerSecond) {}
