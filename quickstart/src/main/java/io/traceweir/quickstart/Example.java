// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.traceweir.app.config.RulesFile;
import io.traceweir.quickstart.chaos.WorkerFolders;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The configuration that the quickstart runs with, as the file that a user would write. */
record Example(String text, Duration metricsInterval, Duration longestWait) {
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final int SHARED_PARTITIONS = 8;
  private static final String STATES = "state";

  /**
   * Waits of seconds where traffic comes as it happens. In recorded requests the parts of a trace
   * lie as far apart as its Collectors' batches did; waiting for them costs no time there, because
   * the clock is the data's. Recordings also have gaps of hours, which one partition reaches before
   * the others: none of them may be left behind for that.
   */
  static Example of(boolean replay, String bootstrapServers, Path dir, Path rules) {
    String traces =
        replay
            ? "{ decision_wait: 60s, decision_wait_after_root_received: 10s, max_source_skew:"
                + " 8760h, remember_decisions_for: 8761h }"
            : "{ decision_wait: 5s, decision_wait_after_root_received: 1s, logs_only_wait: 2s }";
    String text =
        """
        kafka:
          bootstrap_servers: %s
          commit_interval: 200ms
          threads: 1
          state_dir: %s
        input: { spans: otlp_spans, logs: otlp_logs, start_from: earliest }
        fragments: { partitions: 2 }
        traces: %s
        sampling: { file: %s, reload: 1s }
        span_metrics: { interval: %ds }
        service_graph:
          database_name_attributes: [db.namespace, db.name, db.system.name]
          virtual_node_peer_attributes: [peer.service, db.name, db.system, server.address]
        """
            .formatted(
                bootstrapServers,
                quoted(dir.resolve("state")),
                traces,
                quoted(rules),
                INTERVAL.toSeconds());
    return new Example(text, INTERVAL, replay ? Duration.ofSeconds(70) : Duration.ofSeconds(7));
  }

  /**
   * The file of all workers, each of which has a name in its environment: a static member of the
   * group with a state folder of its own, so that a return is fast. The waits are longer, for a
   * machine where processes start all the time does not send at once what is due.
   */
  static Example ofWorkers(String bootstrapServers, Path dir, Path rules) {
    String name = "${env:" + WorkerFolders.VARIABLE + "}";
    String text =
        """
        kafka:
          bootstrap_servers: %s
          commit_interval: 200ms
          threads: 1
          state_dir: %s
          properties: { group.instance.id: "%s" }
        input: { spans: otlp_spans, logs: otlp_logs, start_from: earliest }
        fragments: { partitions: %d }
        traces: { decision_wait: 6s, decision_wait_after_root_received: 2s, logs_only_wait: 2s }
        sampling: { file: %s, reload: 1s }
        span_metrics: { interval: %ds }
        service_graph:
          database_name_attributes: [db.namespace, db.name, db.system.name]
          virtual_node_peer_attributes: [peer.service, db.name, db.system, server.address]
        http: { health: "127.0.0.1:0", api: off }
        """
            .formatted(
                bootstrapServers,
                "'" + inQuotes(dir.resolve(STATES)) + "/" + name + "'",
                name,
                SHARED_PARTITIONS,
                quoted(rules),
                INTERVAL.toSeconds());
    return new Example(text, INTERVAL.multipliedBy(3), Duration.ofSeconds(8));
  }

  /** Where the workers of a configuration file have their state folders. */
  static Path states(Path config) {
    return config.resolveSibling(STATES);
  }

  /** Refuses a rule file with mistakes before anything is started. */
  static void check(Path rules) throws ProblemsException {
    RulesFile.Reading reading = RulesFile.read(rules);
    if (reading.rules() == null) {
      throw new ProblemsException(reading.problems());
    }
  }

  /** The user's rule file, or the example's, written into the directory. */
  static Path rules(@Nullable Path chosen, Path dir) throws QuickstartException {
    if (chosen != null) {
      return chosen.toAbsolutePath();
    }
    try (InputStream example = Example.class.getResourceAsStream("rules.yaml")) {
      if (example == null) {
        throw new IllegalStateException("the example's rules are missing from the program");
      }
      Path file = dir.resolve("rules.yaml");
      Files.write(file, example.readAllBytes());
      return file;
    } catch (IOException e) {
      throw new QuickstartException("cannot write into " + dir + ": " + e.getMessage(), e);
    }
  }

  Path write(Path dir) {
    try {
      return Files.writeString(dir.resolve("traceweir.yaml"), text, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String quoted(Path path) {
    return "'" + inQuotes(path) + "'";
  }

  private static String inQuotes(Path path) {
    return path.toString().replace("'", "''").replace("$", "$$");
  }
}
