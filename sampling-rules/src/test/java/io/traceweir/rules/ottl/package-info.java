// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of OTTL conditions. */
@NullMarked
package io.traceweir.rules.ottl;

import org.jspecify.annotations.NullMarked;
