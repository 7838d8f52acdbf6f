// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Rule sets asked about many captured traces: what each keeps, and where they differ. */
@NullMarked
package io.traceweir.app.simulate;

import org.jspecify.annotations.NullMarked;
