// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** The OTLP door: OTLP over HTTP, from SDKs and Collectors straight into the input topics. */
@NullMarked
package io.traceweir.app.door;

import org.jspecify.annotations.NullMarked;
