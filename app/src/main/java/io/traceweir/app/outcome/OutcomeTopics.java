// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import io.traceweir.pipeline.PipelineSettings;
import java.util.List;

/** The topics that say what came out. */
public record OutcomeTopics(String decisions, String spanMetrics, String serviceGraph) {

  public static OutcomeTopics of(PipelineSettings settings) {
    return new OutcomeTopics(
        settings.output().decisions(),
        settings.metrics().spanMetricsTopic(),
        settings.metrics().serviceGraphTopic());
  }

  List<String> all() {
    return List.of(decisions, spanMetrics, serviceGraph);
  }
}
