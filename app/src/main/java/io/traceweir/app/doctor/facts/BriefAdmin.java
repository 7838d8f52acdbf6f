// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

import io.traceweir.pipeline.ClusterDemands;
import io.traceweir.pipeline.PipelineSettings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * A client that is closed without patience: one whose server is silent waits for it, and without an
 * end when nobody sets one.
 */
record BriefAdmin(Admin admin) implements AutoCloseable {
  /**
   * With the application's security.
   *
   * @param more settings that win
   * @throws org.apache.kafka.common.KafkaException when the client refuses a setting
   */
  static BriefAdmin open(PipelineSettings.Kafka kafka, Duration patience, Map<String, ?> more) {
    Map<String, Object> config = ClusterDemands.adminSettings(kafka, patience);
    config.putAll(more);
    return new BriefAdmin(Admin.create(config));
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
