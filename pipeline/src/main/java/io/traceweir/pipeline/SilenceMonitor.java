// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.split.Silence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves silence: the end of a partition is asked first, at {@code read_uncommitted}, so that an
 * open transaction is not taken for silence; then where the group has committed. When that lies
 * before the end, a spare reader tells whether anything but transaction markers lies between. A
 * proof stands for the time before the end was asked.
 *
 * <p>For a partition of the fragments topic the inputs are proven first, all of them: what they
 * held is then in the fragments topic, before its own end is asked.
 *
 * <p>Proves only while somebody waits, but asks for the ends all the time: only a look that was
 * missed tells of an outage, when everybody who could wait was held up by it.
 */
final class SilenceMonitor implements Silence, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SilenceMonitor.class);
  private static final Duration EVERY = Duration.ofMillis(500);
  private static final Duration SPARE_POLL = Duration.ofMillis(100);
  private static final int SPARE_POLLS = 5;
  private static final int FAILURES_PER_WARNING = 120;

  /** A group this far behind is at work, not silent. */
  private static final long LARGEST_GAP = 1000;

  private final Admin admin;
  private final Supplier<Consumer<byte[], byte[]>> spareReaders;
  private final String group;
  private final Set<TopicPartition> inputs;
  private final InstantSource wall;
  private final Wants wanted = new Wants();
  private final Map<TopicPartition, Long> proven = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::run, "traceweir-silence");
  private final InputPause pause = new InputPause();
  private final Outages outages = new Outages();
  private final Map<TopicPartition, Gap> emptyGaps = new HashMap<>();
  private int failures;
  private volatile long allInputsSince = NEVER;
  private volatile boolean closed;

  /** How the cluster is asked. */
  record Cluster(Admin admin, Supplier<Consumer<byte[], byte[]>> spareReaders, String group) {}

  SilenceMonitor(Cluster cluster, Collection<TopicPartition> inputs, InstantSource wall) {
    this.admin = cluster.admin;
    this.spareReaders = cluster.spareReaders;
    this.group = cluster.group;
    this.inputs = Set.copyOf(inputs);
    this.wall = wall;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void want(TopicPartition partition) {
    wanted.add(partition);
  }

  @Override
  public long provenAtMillis(TopicPartition partition) {
    return proven.getOrDefault(partition, NEVER);
  }

  @Override
  public long allInputsSinceMillis() {
    return allInputsSince;
  }

  @Override
  public long countsFromMillis() {
    return outages.overMillis();
  }

  private void run() {
    while (!closed) {
      try {
        Thread.sleep(EVERY.toMillis());
        look();
        failures = 0;
      } catch (InterruptedException e) {
        return;
      } catch (ExecutionException | RuntimeException e) {
        failed(e);
      }
    }
  }

  /** Said once and then once a minute: without proofs the last traces of a pause stay undecided. */
  private void failed(Exception e) {
    if (!closed && failures++ % FAILURES_PER_WARNING == 0) {
      LOG.atWarn().addKeyValue("cause", e.toString()).log("silence of the input cannot be proven");
    }
  }

  private void look() throws ExecutionException, InterruptedException {
    Set<TopicPartition> asked = wanted.take();
    long now = wall.millis();
    Map<TopicPartition, Long> ends = ends(inputs);
    if (!asked.isEmpty()) {
      prove(asked, ends, now);
    }
  }

  private void prove(Set<TopicPartition> asked, Map<TopicPartition, Long> ends, long now)
      throws ExecutionException, InterruptedException {
    Set<TopicPartition> silent = silent(ends);
    silent.forEach(p -> proven.put(p, now));
    boolean all = silent.containsAll(inputs);
    pause.look(all, ends, now);
    allInputsSince = pause.sinceMillis();
    asked.removeAll(inputs);
    if (all && !asked.isEmpty()) {
      silent(ends(asked)).forEach(p -> proven.put(p, now));
    }
  }

  private Set<TopicPartition> silent(Map<TopicPartition, Long> ends)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    answered();
    Set<TopicPartition> silent = new HashSet<>();
    Map<TopicPartition, Gap> gaps = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          OffsetAndMetadata at = committed.get(partition);
          if (at != null && isEmpty(partition, new Gap(at.offset(), end))) {
            silent.add(partition);
          } else if (at != null && end - at.offset() <= LARGEST_GAP) {
            gaps.put(partition, new Gap(at.offset(), end));
          }
        });
    if (!gaps.isEmpty()) {
      Set<TopicPartition> empty = withoutRecords(gaps);
      empty.forEach(partition -> emptyGaps.put(partition, gaps.get(partition)));
      silent.addAll(empty);
    }
    return silent;
  }

  private void answered() {
    if (outages.answered(wall.millis())) {
      LOG.atInfo()
          .addKeyValue("from", Instant.ofEpochMilli(outages.overMillis()))
          .log("brokers have not answered for a while; silence of the input counts anew");
    }
  }

  /** Nothing between, or what was read through before: while it is silent, that is asked often. */
  private boolean isEmpty(TopicPartition partition, Gap gap) {
    return gap.from >= gap.end || gap.equals(emptyGaps.get(partition));
  }

  /** What lies between the committed offset and the end. */
  private record Gap(long from, long end) {}

  private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    var options = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
    var ends =
        admin
            .listOffsets(
                partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())),
                options)
            .all()
            .get();
    answered();
    return ends.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
  }

  /** Only markers of transactions lie in these gaps: a reader comes to the end without a record. */
  private Set<TopicPartition> withoutRecords(Map<TopicPartition, Gap> gaps) {
    Map<TopicPartition, Gap> open = new HashMap<>(gaps);
    Set<TopicPartition> reached = new HashSet<>();
    try (Consumer<byte[], byte[]> spare = spareReaders.get()) {
      spare.assign(open.keySet());
      open.forEach((partition, gap) -> spare.seek(partition, gap.from));
      for (int i = 0; i < SPARE_POLLS && !open.isEmpty(); i++) {
        Set<TopicPartition> spoken = spare.poll(SPARE_POLL).partitions();
        open.keySet().removeAll(spoken);
        open.entrySet().stream()
            .filter(e -> spare.position(e.getKey()) >= e.getValue().end)
            .forEach(e -> reached.add(e.getKey()));
        open.keySet().removeAll(reached);
        spare.assign(open.keySet());
      }
    }
    return reached;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
