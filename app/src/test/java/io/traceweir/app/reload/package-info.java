// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of the watch over rule files, with files that change in all the ways in which they do. */
@NullMarked
package io.traceweir.app.reload;

import org.jspecify.annotations.NullMarked;
