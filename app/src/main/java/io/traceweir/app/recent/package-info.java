// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** The last minutes of what came out of the pipeline, in memory that does not grow. */
@NullMarked
package io.traceweir.app.recent;

import org.jspecify.annotations.NullMarked;
