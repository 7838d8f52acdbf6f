// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of rule files. */
@NullMarked
package io.traceweir.rules;

import org.jspecify.annotations.NullMarked;
