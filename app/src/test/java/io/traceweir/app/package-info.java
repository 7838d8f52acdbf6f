// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of the whole program. */
@NullMarked
package io.traceweir.app;

import org.jspecify.annotations.NullMarked;
