// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** One way to write a rule file, with the comments of its authors where they were. */
@NullMarked
package io.traceweir.rules.format;

import org.jspecify.annotations.NullMarked;
