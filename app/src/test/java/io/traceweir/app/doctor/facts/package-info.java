// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of how the doctor asks Kafka. */
@NullMarked
package io.traceweir.app.doctor.facts;

import org.jspecify.annotations.NullMarked;
