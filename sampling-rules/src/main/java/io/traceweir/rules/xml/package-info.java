// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** XML as a Collector's functions read and write it, and XPath that ends in a bounded time. */
@NullMarked
package io.traceweir.rules.xml;

import org.jspecify.annotations.NullMarked;
