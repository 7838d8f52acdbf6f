// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

import io.traceweir.pipeline.ClusterDemands;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.TopicPlan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** Looks at everything once, from the outside in; changes nothing and joins no group. */
public final class Examination {
  /** What counts as lately, when a rate is measured. */
  public static final Duration LATELY = Duration.ofMinutes(10);

  private static final int PROBES = 8;

  private final PipelineSettings settings;
  private final Limits limits;
  private final InstantSource clock;
  private final Consumer<String> progress;
  private final Questions questions;

  /**
   * How much is looked at.
   *
   * @param patience for each answer of Kafka
   * @param watch how long offsets are watched, to see them move
   * @param sample records of each input partition
   */
  public record Limits(Duration patience, Duration watch, int sample) {}

  /**
   * @param progress told what is looked at now
   */
  public Examination(
      PipelineSettings settings, Limits limits, InstantSource clock, Consumer<String> progress) {
    this.settings = settings;
    this.limits = limits;
    this.clock = clock;
    this.progress = progress;
    this.questions = new Questions(limits.patience);
  }

  /** Everything that could be seen. */
  public Facts look() throws InterruptedException {
    progress.accept("knocking at " + settings.kafka().bootstrapServers());
    List<Endpoint> endpoints = new ArrayList<>(probe(bootstrapServers()));
    if (endpoints.stream().noneMatch(Endpoint::answers)) {
      return Facts.unreachable(clock.millis(), endpoints);
    }
    try (var client = BriefAdmin.open(settings.kafka(), limits.patience, Map.of())) {
      Admin admin = client.admin();
      progress.accept("asking the brokers");
      Answer<ClusterFacts> cluster = new ClusterLook(admin, questions).look();
      if (!cluster.isThere()) {
        return Facts.unreachable(clock.millis(), endpoints);
      }
      endpoints.addAll(probe(cluster.get().brokers()));
      return look(admin, endpoints, cluster);
    }
  }

  private Facts look(Admin admin, List<Endpoint> endpoints, Answer<ClusterFacts> cluster)
      throws InterruptedException {
    var demands = new ClusterDemands(settings);
    progress.accept("asking for topics");
    var topics =
        new TopicLook(admin, questions).look(TopicPlan.of(settings), demands.changelogTopics());
    progress.accept("asking for the group");
    var groups = new GroupLook(admin, questions, settings.kafka().applicationId());
    Answer<GroupFacts> group = groups.look();
    Answer<Boolean> transactionalId = groups.transactionalId();
    long now = clock.millis();
    long begin = System.nanoTime();
    var consumed = new HashMap<>(topics.topics());
    consumed.keySet().retainAll(demands.consumedTopics());
    var look = new LogLook(admin, questions, groups);
    var transactions =
        new OpenLook(admin, questions, settings.kafka().applicationId())
            .look(LogLook.partitions(topics.topics().values()));
    var first = look.look(LogLook.partitions(consumed.values()), now - LATELY.toMillis());
    Map<TopicPartition, LogFacts> logs = first.isThere() ? first.get() : Map.of();
    var reader = new SampleReader(settings, questions);
    Map<String, Answer<List<SampledRecord>>> samples = samples(topics, logs, reader);
    Duration watched = watch(begin);
    logs = look.lookAgain(logs);
    progress.accept("looking how old the lag is");
    Answer<Boolean> offsets = first.isThere() ? Answer.of(true) : Answer.none(first.refusal());
    return new Facts(
        now,
        watched,
        endpoints,
        cluster,
        topics.topics(),
        topics.refused(),
        topics.creatable(),
        group,
        transactionalId,
        logs,
        offsets,
        samples,
        reader.timestamps(unread(logs)),
        transactions.lookAgain(clock));
  }

  private Map<String, Answer<List<SampledRecord>>> samples(
      TopicLook topics, Map<TopicPartition, LogFacts> logs, SampleReader reader) {
    Map<String, Answer<List<SampledRecord>>> samples = new HashMap<>();
    for (String topic : settings.inputTopics()) {
      if (topics.topics().containsKey(topic)) {
        progress.accept("reading the newest records of " + topic);
        samples.put(topic, reader.newest(topic, logs, limits.sample));
      }
    }
    return samples;
  }

  /** Until offsets have had the time to move. */
  private Duration watch(long beginNanos) throws InterruptedException {
    progress.accept("watching offsets move");
    long left = limits.watch.toNanos() - (System.nanoTime() - beginNanos);
    if (left > 0) {
      Thread.sleep(Duration.ofNanos(left).toMillis());
    }
    return Duration.ofNanos(System.nanoTime() - beginNanos);
  }

  private static Map<TopicPartition, Long> unread(Map<TopicPartition, LogFacts> logs) {
    Map<TopicPartition, Long> unread = new HashMap<>();
    logs.forEach(
        (partition, log) -> {
          long next = Math.max(log.begin(), log.committedLater());
          if (log.lag() > 0 && next < log.later()) {
            unread.put(partition, next);
          }
        });
    return unread;
  }

  private Map<Integer, String> bootstrapServers() {
    Map<Integer, String> servers = new HashMap<>();
    for (String server : settings.kafka().bootstrapServers().split(",", -1)) {
      servers.put(-1 - servers.size(), server.trim());
    }
    return servers;
  }

  /** All at the same time: one that does not answer takes as long as it may. */
  private List<Endpoint> probe(Map<Integer, String> addresses) throws InterruptedException {
    var probe = new EndpointProbe(settings.kafka(), limits.patience);
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(PROBES, addresses.size() + 1));
    try {
      List<Future<Endpoint>> asked = new ArrayList<>();
      addresses.entrySet().stream()
          .sorted(Comparator.comparingInt(e -> Math.abs(e.getKey())))
          .forEach(
              e ->
                  asked.add(
                      threads.submit(() -> probe.probe(e.getValue(), Math.max(-1, e.getKey())))));
      List<Endpoint> endpoints = new ArrayList<>();
      for (Future<Endpoint> each : asked) {
        endpoints.add(each.get());
      }
      return endpoints;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
