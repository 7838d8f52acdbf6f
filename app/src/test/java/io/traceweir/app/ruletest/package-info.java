// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of reports about tests of rules. */
@NullMarked
package io.traceweir.app.ruletest;

import org.jspecify.annotations.NullMarked;
