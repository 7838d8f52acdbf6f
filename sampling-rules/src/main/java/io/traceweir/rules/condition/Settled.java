// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.util.List;

/**
 * That a condition says the same of every trace.
 *
 * @param clashes the parts that make it so, two in each
 */
record Settled(boolean value, List<Mistake> clashes) {}
