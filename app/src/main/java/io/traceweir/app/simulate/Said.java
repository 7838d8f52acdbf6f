// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

/**
 * What a rule set says of a trace.
 *
 * @param rule its place in the set
 */
record Said(int rule, boolean kept) {}
