// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of the language of conditions. */
@NullMarked
package io.traceweir.rules.condition;

import org.jspecify.annotations.NullMarked;
