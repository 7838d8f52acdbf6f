// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0

/** One request becomes one fragment per trace. */
@NullMarked
package io.traceweir.pipeline.split;

import org.jspecify.annotations.NullMarked;
