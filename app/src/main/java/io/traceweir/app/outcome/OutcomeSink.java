// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;

/** Takes what an {@link OutcomeReader} reads; one thread calls it. */
public interface OutcomeSink {

  /**
   * A record of the decisions topic.
   *
   * @param writtenMillis when the broker took the record, since the epoch
   */
  void decisions(ExportLogsServiceRequest request, long writtenMillis);

  void spanMetrics(ExportMetricsServiceRequest request);

  void serviceGraph(ExportMetricsServiceRequest request);

  /** A record that is no OTLP: somebody else wrote into this topic. */
  void unreadable(String topic, Exception cause);
}
