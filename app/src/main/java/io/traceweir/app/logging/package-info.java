// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** How this process writes its log. */
@NullMarked
package io.traceweir.app.logging;

import org.jspecify.annotations.NullMarked;
