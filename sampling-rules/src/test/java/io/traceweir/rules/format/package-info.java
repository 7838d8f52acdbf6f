// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of the style of rule files. */
@NullMarked
package io.traceweir.rules.format;

import org.jspecify.annotations.NullMarked;
