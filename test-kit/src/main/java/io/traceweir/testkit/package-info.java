// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What tests are made of: traces written as a sentence, and a real Kafka broker in this process.
 */
@NullMarked
package io.traceweir.testkit;

import org.jspecify.annotations.NullMarked;
