// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of positioned YAML. */
@NullMarked
package io.traceweir.yaml;

import org.jspecify.annotations.NullMarked;
