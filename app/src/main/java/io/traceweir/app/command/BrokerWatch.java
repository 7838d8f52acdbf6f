// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.pipeline.ClusterTopics;
import io.traceweir.pipeline.PipelineException;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.TopicPlan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Kafka every few seconds whether it is there. Kafka Streams says RUNNING all through an
 * outage, for it only waits; whoever asks whether this process does its work has to be told.
 */
final class BrokerWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final PipelineSettings settings;
  private final List<TopicPlan> asked;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "broker-watch");
            daemon.setDaemon(true);
            return daemon;
          });
  private @Nullable ClusterTopics cluster; // of the watching thread alone
  private volatile boolean answers = true;

  private BrokerWatch(PipelineSettings settings) {
    this.settings = settings;
    this.asked =
        TopicPlan.of(settings).stream()
            .filter(topic -> topic.role() == TopicPlan.Role.INTERNAL)
            .limit(1)
            .toList();
  }

  /** To be started when Kafka has just answered. */
  static BrokerWatch start(PipelineSettings settings) {
    BrokerWatch watch = new BrokerWatch(settings);
    long millis = EVERY.toMillis();
    var unused =
        watch.thread.scheduleWithFixedDelay(watch::ask, millis, millis, TimeUnit.MILLISECONDS);
    return watch;
  }

  boolean answers() {
    return answers;
  }

  private void ask() {
    try {
      if (cluster == null) {
        cluster = ClusterTopics.connect(settings.kafka(), PATIENCE);
      }
      boolean there = !cluster.existing(asked).isEmpty();
      if (there && !answers) {
        LOG.info("Kafka answers again");
      }
      answers = there;
    } catch (PipelineException | RuntimeException e) {
      if (answers && !thread.isShutdown()) {
        LOG.atWarn().addKeyValue("reason", e.getMessage()).log("Kafka does not answer, waiting");
      }
      answers = false;
    }
  }

  private void disconnect() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Override
  public void close() {
    thread.execute(this::disconnect);
    thread.shutdown();
  }
}
