// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** The whole pipeline on a laptop: broker, traffic, decisions and a summary in one process. */
@NullMarked
package io.traceweir.quickstart;

import org.jspecify.annotations.NullMarked;
