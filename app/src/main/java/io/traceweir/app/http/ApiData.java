// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.http;

import io.traceweir.app.recent.ReaderState;
import io.traceweir.app.recent.RecentOutcomes;
import io.traceweir.pipeline.PipelineSettings;
import java.time.InstantSource;
import java.util.function.Supplier;

/** What the API tells. */
record ApiData(
    PipelineSettings settings,
    Health health,
    RecentOutcomes outcomes,
    Supplier<ReaderState> reader,
    InstantSource clock,
    String version) {}
