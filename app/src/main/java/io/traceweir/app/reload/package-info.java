// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Watches the files of the rules and hands what is good in them to the running pipeline. */
@NullMarked
package io.traceweir.app.reload;

import org.jspecify.annotations.NullMarked;
