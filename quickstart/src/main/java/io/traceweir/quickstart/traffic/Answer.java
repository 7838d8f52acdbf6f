// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

/** When somebody has an answer, and whether it is a good one. */
record Answer(long atNanos, boolean isGood) {}
