// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of rules: traces, what should become of them, and what does. */
@NullMarked
package io.traceweir.rules.testing;

import org.jspecify.annotations.NullMarked;
