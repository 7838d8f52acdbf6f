// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0

/** Series of metrics: what the traces of a tick add to each, merging, and writing them as OTLP. */
@NullMarked
package io.traceweir.series;

import org.jspecify.annotations.NullMarked;
