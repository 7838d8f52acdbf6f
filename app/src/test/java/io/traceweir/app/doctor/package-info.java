// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of what the doctor sees, judges and says. */
@NullMarked
package io.traceweir.app.doctor;

import org.jspecify.annotations.NullMarked;
