// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Workers in processes of their own, the faults that strike them, and what is left of them. */
@NullMarked
package io.traceweir.quickstart.chaos;

import org.jspecify.annotations.NullMarked;
