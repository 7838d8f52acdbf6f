// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0

/** The Kafka Streams topology and what starts and stops it. */
@NullMarked
package io.traceweir.pipeline;

import org.jspecify.annotations.NullMarked;
