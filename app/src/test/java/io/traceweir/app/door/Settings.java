// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import io.traceweir.app.config.Configuration;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Settings for tests, read as a user's file is. */
final class Settings {
  private Settings() {}

  /** A pipeline with quick waits that keeps errors; topics and so on are those of the name. */
  static PipelineSettings pipeline(Path directory, String brokers, String name, String input)
      throws IOException, ProblemsException {
    Path file =
        Files.writeString(
            directory.resolve(name + ".yaml"),
            """
            kafka: { bootstrap_servers: "%1$s", application_id: %2$s, threads: 1, state_dir: %3$s,
                     commit_interval: 100ms }
            input: { spans: %2$s_spans, logs: %2$s_logs, start_from: earliest, %4$s }
            fragments: { partitions: 2 }
            traces: { decision_wait: 3s, decision_wait_after_root_received: 1s, logs_only_wait: 1s }
            sampling:
              rules:
                - { name: failed, when: trace.error, keep: 100%% }
                - { name: rest, keep: 0%% }
            output:
              { spans: %2$s_spans_kept, logs: %2$s_logs_kept, decisions: { topic: %2$s_decisions },
                dead_letters: { topic: %2$s_dead } }
            span_metrics: { topic: %2$s_metrics }
            service_graph: { topic: %2$s_graph }
            """
                .formatted(brokers, name, directory.resolve(name + "-state"), input));
    return Configuration.load(file, Map.of()).pipeline();
  }

  /** A door at a free port of the loopback interface. */
  static Configuration.Door door(int maxRequestBytes) {
    return new Configuration.Door("127.0.0.1", 0, maxRequestBytes, 64 << 20);
  }
}
