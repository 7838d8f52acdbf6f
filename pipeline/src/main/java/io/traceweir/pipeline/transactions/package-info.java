// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0

/** Transactions that are open, and whether anybody will ever end them. */
@NullMarked
package io.traceweir.pipeline.transactions;

import org.jspecify.annotations.NullMarked;
