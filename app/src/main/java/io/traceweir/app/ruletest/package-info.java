// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Runs test files of rules, and reports how they have ended. */
@NullMarked
package io.traceweir.app.ruletest;

import org.jspecify.annotations.NullMarked;
