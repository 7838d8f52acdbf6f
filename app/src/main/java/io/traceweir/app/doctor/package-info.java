// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Checks a configuration against the cluster that is there, and says how to mend it. */
@NullMarked
package io.traceweir.app.doctor;

import org.jspecify.annotations.NullMarked;
