// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.traceweir.rules.calls;

import org.jspecify.annotations.NullMarked;
