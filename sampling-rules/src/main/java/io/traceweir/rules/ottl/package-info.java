// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Conditions in OTTL, the Collector's language, with the results that a Collector gives. */
@NullMarked
package io.traceweir.rules.ottl;

import org.jspecify.annotations.NullMarked;
