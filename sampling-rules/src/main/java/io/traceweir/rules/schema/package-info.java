// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** The form of rule files as JSON Schema, with which editors complete, explain and check. */
@NullMarked
package io.traceweir.rules.schema;

import org.jspecify.annotations.NullMarked;
