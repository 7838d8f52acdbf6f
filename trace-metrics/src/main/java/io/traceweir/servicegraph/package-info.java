// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0

/** Which service calls which, read from the parent and child spans of one assembled trace. */
@NullMarked
package io.traceweir.servicegraph;

import org.jspecify.annotations.NullMarked;
