// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Holds what came out of the pipeline against what the shop knows it sent. */
@NullMarked
package io.traceweir.quickstart.check;

import org.jspecify.annotations.NullMarked;
