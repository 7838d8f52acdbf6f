// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of the configuration file. */
@NullMarked
package io.traceweir.app.config;

import org.jspecify.annotations.NullMarked;
