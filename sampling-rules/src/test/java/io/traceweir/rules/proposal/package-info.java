// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of proposed rules. */
@NullMarked
package io.traceweir.rules.proposal;

import org.jspecify.annotations.NullMarked;
