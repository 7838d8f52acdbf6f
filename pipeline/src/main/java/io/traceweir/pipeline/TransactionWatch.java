// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.traceweir.pipeline.transactions.OpenTransaction;
import io.traceweir.pipeline.transactions.Sighting;
import io.traceweir.pipeline.transactions.Suspicions;
import io.traceweir.pipeline.transactions.TransactionLook;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every minute for transactions that nobody will ever end: readers wait before them, a task
 * that restores among them, and nothing else says why. Only partitions in which readers did not
 * come further since the last look are asked for more than their ends. The gauge {@code
 * traceweir.transactions.hanging} is the number of such transactions.
 */
final class TransactionWatch implements AutoCloseable {
  static final Duration EVERY = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(TransactionWatch.class);

  private final Partitions partitions;
  private final TransactionLook look;
  private final KafkaTools tools;
  private final InstantSource wall;
  private final MeterRegistry registry;
  private final Gauge gauge;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var daemon = new Thread(task, "traceweir-transactions");
            daemon.setDaemon(true);
            return daemon;
          });
  private final Suspicions suspicions = new Suspicions();
  private Map<TopicPartition, Long> blocked = Map.of();
  private Set<String> refused = Set.of();
  private volatile int hanging;

  /** Asks for the partitions that have a leader. */
  interface Partitions {
    Collection<TopicPartition> all() throws PipelineException;
  }

  TransactionWatch(
      Partitions partitions,
      TransactionLook look,
      KafkaTools tools,
      InstantSource wall,
      MeterRegistry registry) {
    this.partitions = partitions;
    this.look = look;
    this.tools = tools;
    this.wall = wall;
    this.registry = registry;
    this.gauge =
        Gauge.builder("traceweir.transactions.hanging", this, watch -> watch.hanging)
            .register(registry);
  }

  void start() {
    long millis = EVERY.toMillis();
    var unused = thread.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** One look; it takes three of them until something is said. */
  void look() {
    try {
      Map<TopicPartition, Long> now = look.blocked(partitions.all());
      List<Sighting> seen = look.open(TransactionLook.stuck(blocked, now));
      suspicions.judge(seen, look::tells, wall.millis()).forEach(this::say);
      hanging = suspicions.lost().size();
      blocked = now;
      refused(look.untold());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (PipelineException | RuntimeException e) {
      refused(Map.of("all partitions", e));
    }
  }

  private void say(Sighting lost) {
    OpenTransaction open = lost.open();
    LOG.atWarn()
        .addKeyValue("topic", open.partition().topic())
        .addKeyValue("partition", open.partition().partition())
        .addKeyValue("start_offset", open.startOffset())
        .addKeyValue("transaction", lost.told())
        .addKeyValue("mend", tools.abort(open))
        .log(
            "a transaction never ends, and nobody reads on behind it: before it is aborted, which"
                + " loses what it wrote, see docs/doctor.md");
  }

  /**
   * Brokers may be away, or not permit it: said once, as others speak of outages. What is never
   * permitted must not keep quiet about the rest, so each is remembered by itself.
   */
  private void refused(Map<String, Throwable> untold) {
    untold.entrySet().stream()
        .filter(e -> !refused.contains(e.getKey()))
        .findFirst()
        .ifPresent(
            e ->
                LOG.atInfo()
                    .addKeyValue("of", e.getKey())
                    .addKeyValue("reason", e.getValue().toString())
                    .log("whether transactions never end could not be looked at everywhere"));
    refused = Set.copyOf(untold.keySet());
  }

  @Override
  public void close() {
    thread.shutdownNow();
    registry.remove(gauge);
  }
}
