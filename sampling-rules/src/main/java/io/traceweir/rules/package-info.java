// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Rule files: which traces are kept, in what share, and under which name that is recorded. */
@NullMarked
package io.traceweir.rules;

import org.jspecify.annotations.NullMarked;
