// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.traceweir.pipeline.ClusterTopics.Existing;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every hour whether topics still are what the guarantees need: their settings can be changed
 * under a running pipeline, which notices only when it starts again and data is gone. The gauge
 * {@code traceweir.topics.unsafe} is the number of topics that may lose or refuse data.
 */
final class TopicWatch implements AutoCloseable {
  static final Duration EVERY = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);

  private final PipelineSettings settings;
  private final Topics topics;
  private final int maxBatchBytes;
  private final MeterRegistry registry;
  private final Gauge gauge;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var daemon = new Thread(task, "topic-watch");
            daemon.setDaemon(true);
            return daemon;
          });
  private volatile int unsafe;

  /** Asks for the topics that exist. */
  interface Topics {
    Map<String, Existing> existing() throws PipelineException;
  }

  /**
   * @param maxBatchBytes what records are cut to fit
   */
  TopicWatch(PipelineSettings settings, Topics topics, int maxBatchBytes, MeterRegistry registry) {
    this.settings = settings;
    this.topics = topics;
    this.maxBatchBytes = maxBatchBytes;
    this.registry = registry;
    this.gauge =
        Gauge.builder("traceweir.topics.unsafe", this, watch -> watch.unsafe).register(registry);
  }

  void start() {
    long millis = EVERY.toMillis();
    var unused = thread.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** One look; a broker that does not answer is asked again in an hour. */
  void look() {
    try {
      Map<String, Existing> existing = topics.existing();
      Set<String> found = new TreeSet<>();
      for (TopicDemands.Finding f : TopicDemands.findings(settings, existing)) {
        if (f.isFatal()) {
          found.add(f.topic());
          LOG.atError().addKeyValue("reason", f.message()).log("a topic may lose or refuse data");
        }
      }
      shrunk(existing, found);
      repartitioned(existing, found);
      unsafe = found.size();
    } catch (PipelineException | RuntimeException e) {
      LOG.atWarn().addKeyValue("reason", e.getMessage()).log("topics could not be looked at");
    }
  }

  /** Whoever starts next is refused. */
  private void repartitioned(Map<String, Existing> existing, Set<String> found) {
    try {
      new TopicGuards(settings, existing).verifyPartitions();
    } catch (PipelineException e) {
      if (e.kind() == PipelineException.Kind.REFUSED) {
        found.add("partitions");
        LOG.atError()
            .addKeyValue("reason", e.getMessage())
            .log("numbers of partitions were changed under a running pipeline");
      }
    }
  }

  /** Records are cut to what topics took at the start. */
  private void shrunk(Map<String, Existing> existing, Set<String> found) {
    for (var e : existing.entrySet()) {
      int bytes = RecordLimit.bytes(e.getValue());
      if (!settings.inputTopics().contains(e.getKey()) && bytes < maxBatchBytes) {
        found.add(e.getKey());
        LOG.atError()
            .addKeyValue("topic", e.getKey())
            .addKeyValue(RecordLimit.TOPIC_SETTING, bytes)
            .addKeyValue("bytes", maxBatchBytes)
            .log("a topic takes less than it did at the start: restart, or raise it again");
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    registry.remove(gauge);
  }
}
