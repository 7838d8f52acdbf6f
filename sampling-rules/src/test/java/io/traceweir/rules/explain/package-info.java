// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of the language of conditions. */
@NullMarked
package io.traceweir.rules.explain;

import org.jspecify.annotations.NullMarked;
