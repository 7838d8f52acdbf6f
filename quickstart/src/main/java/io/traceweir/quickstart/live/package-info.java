// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
/** What a person sees while the quickstart runs: a picture in a terminal, plain lines elsewhere. */
@NullMarked
package io.traceweir.quickstart.live;

import org.jspecify.annotations.NullMarked;
