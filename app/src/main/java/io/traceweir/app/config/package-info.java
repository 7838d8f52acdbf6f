// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The configuration file: one declaration of all keys, and what is read from, printed of and
 * written about them.
 */
@NullMarked
package io.traceweir.app.config;

import org.jspecify.annotations.NullMarked;
