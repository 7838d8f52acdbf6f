// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The requests that a quickstart feeds the pipeline with: those of an invented shop, or recorded
 * ones.
 */
@NullMarked
package io.traceweir.quickstart.traffic;

import org.jspecify.annotations.NullMarked;
