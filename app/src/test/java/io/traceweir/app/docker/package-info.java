// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0

/** Tests that need a container engine; they skip, with the reason, where there is none. */
@NullMarked
package io.traceweir.app.docker;

import org.jspecify.annotations.NullMarked;
