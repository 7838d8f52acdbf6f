// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Rules tried on captured traces: one trace explained, or many simulated. */
@NullMarked
package io.traceweir.app.rules;

import org.jspecify.annotations.NullMarked;
