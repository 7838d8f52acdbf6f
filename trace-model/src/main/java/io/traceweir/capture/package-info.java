// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Files of OTLP requests, JSON or protobuf, packed or not, read one request after the other. */
@NullMarked
package io.traceweir.capture;

import org.jspecify.annotations.NullMarked;
