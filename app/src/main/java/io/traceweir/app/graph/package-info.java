// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** The service graph as nodes and links, and as text for people, tools and programs. */
@NullMarked
package io.traceweir.app.graph;

import org.jspecify.annotations.NullMarked;
