// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of the OTLP door, with real clients on real ports. */
@NullMarked
package io.traceweir.app.door;

import org.jspecify.annotations.NullMarked;
