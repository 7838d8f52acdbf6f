// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Health and metrics over HTTP. */
@NullMarked
package io.traceweir.app.http;

import org.jspecify.annotations.NullMarked;
