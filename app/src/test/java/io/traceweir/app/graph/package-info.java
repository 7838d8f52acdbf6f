// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of graphs as text. */
@NullMarked
package io.traceweir.app.graph;

import org.jspecify.annotations.NullMarked;
