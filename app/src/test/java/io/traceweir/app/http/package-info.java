// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of the health port. */
@NullMarked
package io.traceweir.app.http;

import org.jspecify.annotations.NullMarked;
