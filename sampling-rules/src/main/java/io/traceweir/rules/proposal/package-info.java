// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Native rules in place of a Collector's policies, and where they decide differently. */
@NullMarked
package io.traceweir.rules.proposal;

import org.jspecify.annotations.NullMarked;
