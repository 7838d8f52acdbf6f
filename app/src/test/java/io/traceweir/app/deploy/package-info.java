// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** Image, Compose file, Collector files, dashboard and Helm chart against the program itself. */
@NullMarked
package io.traceweir.app.deploy;

import org.jspecify.annotations.NullMarked;
