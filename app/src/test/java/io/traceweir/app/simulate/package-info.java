// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of what is simulated. */
@NullMarked
package io.traceweir.app.simulate;

import org.jspecify.annotations.NullMarked;
