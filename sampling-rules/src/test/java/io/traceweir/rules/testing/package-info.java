// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of tests of rules. */
@NullMarked
package io.traceweir.rules.testing;

import org.jspecify.annotations.NullMarked;
