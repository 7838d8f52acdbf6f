// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.traceweir.rules.xml;

import org.jspecify.annotations.NullMarked;
