// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of what is remembered, with explicit times and no Kafka. */
@NullMarked
package io.traceweir.app.recent;

import org.jspecify.annotations.NullMarked;
