// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** What can be seen of a cluster without changing anything. */
@NullMarked
package io.traceweir.app.doctor.facts;

import org.jspecify.annotations.NullMarked;
