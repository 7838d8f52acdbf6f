// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/**
 * YAML in which every value knows its file, line and column, so that every mistake can be pointed
 * at.
 */
@NullMarked
package io.traceweir.yaml;

import org.jspecify.annotations.NullMarked;
