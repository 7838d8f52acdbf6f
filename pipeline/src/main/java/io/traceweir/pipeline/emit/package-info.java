// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0

/** Where outputs leave: topics, keys, headers and record sizes. */
@NullMarked
package io.traceweir.pipeline.emit;

import org.jspecify.annotations.NullMarked;
