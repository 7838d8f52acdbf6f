// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.traceweir.pipeline.PipelineException.Kind;
import io.traceweir.pipeline.assemble.HeldPartitions;
import io.traceweir.pipeline.assemble.KafkaLogReader;
import io.traceweir.pipeline.assemble.MemoryBudget;
import io.traceweir.pipeline.assemble.RefusedException;
import io.traceweir.pipeline.recall.BackgroundRecall;
import io.traceweir.pipeline.split.InputProgress;
import io.traceweir.pipeline.split.Sources;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running pipeline: verifies the cluster, starts Kafka Streams, and knows how it is. */
public final class Pipeline implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

  private final KafkaStreams streams;
  private final KafkaStreamsMetrics streamsMetrics;
  private final SilenceMonitor silence;
  private final ClusterTopics cluster;
  private final TopicWatch watch;
  private final TransactionWatch transactions;
  private final BackgroundRecall recall;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final ThreadDeaths deaths;
  private final DeathReport report;
  private final HeldPartitions held;
  private volatile @Nullable Throwable failure;

  private Pipeline(Built built, MeterRegistry registry, InstantSource wall) {
    this.streams = built.streams;
    this.silence = built.silence;
    this.cluster = built.cluster;
    this.watch = built.watch;
    this.transactions = built.transactions;
    this.recall = built.recall;
    this.held = built.held;
    this.deaths = new ThreadDeaths(wall);
    this.report = new DeathReport(streams, cluster, built.group);
    this.streamsMetrics = new KafkaStreamsMetrics(streams);
    streamsMetrics.bindTo(registry);
    streams.setUncaughtExceptionHandler(this::threadDied);
    streams.setStateListener((now, before) -> stateChanged(now));
  }

  private record Built(
      String group,
      KafkaStreams streams,
      SilenceMonitor silence,
      ClusterTopics cluster,
      TopicWatch watch,
      TransactionWatch transactions,
      BackgroundRecall recall,
      HeldPartitions held) {}

  /**
   * Starts a pipeline; missing topics of its own are made.
   *
   * @param patience how long the brokers may take to answer
   * @throws PipelineException when it cannot start, with what to do about it
   */
  public static Pipeline start(PipelineSettings settings, MeterRegistry registry, Duration patience)
      throws PipelineException {
    return start(settings, registry, patience, InputGuard.NONE);
  }

  /**
   * The same, when this guard lets it.
   *
   * @param guard asked once the topics are as they have to be
   */
  public static Pipeline start(
      PipelineSettings settings, MeterRegistry registry, Duration patience, InputGuard guard)
      throws PipelineException {
    return start(settings, registry, patience, guard, new Blueprint());
  }

  static Pipeline start(
      PipelineSettings settings, MeterRegistry registry, Duration patience, Blueprint blueprint)
      throws PipelineException {
    return start(settings, registry, patience, InputGuard.NONE, blueprint);
  }

  private static Pipeline start(
      PipelineSettings settings,
      MeterRegistry registry,
      Duration patience,
      InputGuard guard,
      Blueprint blueprint)
      throws PipelineException {
    ClusterTopics cluster = ClusterTopics.connect(settings.kafka(), patience);
    InstantSource wall = InstantSource.system();
    Pipeline pipeline;
    try {
      new StreamsSettings(settings).verify();
      Map<String, ClusterTopics.Existing> topics = prepareTopics(settings, cluster);
      guard.verify();
      pipeline =
          new Pipeline(build(settings, cluster, topics, registry, wall, blueprint), registry, wall);
    } catch (PipelineException | RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
    settings.sampling().live().begin(wall.instant());
    pipeline.begin();
    return pipeline;
  }

  /** Starts all its threads; when one cannot, those that run are stopped. */
  private void begin() {
    try {
      silence.start();
      watch.start();
      transactions.start(); // a task that restores may need it
      recall.start(); // rules that come later may need it
      streams.start();
    } catch (RuntimeException | Error e) {
      closeAfter(e);
      throw e;
    }
  }

  private void closeAfter(Throwable trouble) {
    try {
      close();
    } catch (RuntimeException e) {
      trouble.addSuppressed(e);
    }
  }

  private static Built build(
      PipelineSettings settings,
      ClusterTopics cluster,
      Map<String, ClusterTopics.Existing> topics,
      MeterRegistry registry,
      InstantSource wall,
      Blueprint blueprint)
      throws PipelineException {
    RecordLimit limit = RecordLimit.of(settings, topics).verify();
    Map<String, Integer> partitions =
        topics.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().partitions()));
    var inputs = new TreeMap<>(partitions);
    inputs.keySet().retainAll(settings.inputTopics());
    var sources = new Sources(settings, inputs);
    setStartPositions(settings, cluster, sources, partitions, wall);
    var config = new StreamsSettings(settings, limit.maxBatchBytes());
    var silence =
        new SilenceMonitor(
            new SilenceMonitor.Cluster(
                cluster.admin(), config::spareReader, settings.kafka().applicationId()),
            sources.all(),
            wall);
    var progress = new InputProgress(sources, settings.traces().maxSourceSkew(), wall);
    var budget = new MemoryBudget(settings.traces().memoryBytes());
    var meters = new PipelineMeters(registry);
    meters.gauge("traceweir.buffer.used", "all", budget, MemoryBudget::usedBytes);
    meters.gauge("traceweir.input.held", "all", progress, InputProgress::held);
    var recall =
        BackgroundRecall.of(
            settings,
            PipelineTopology.logTopics(settings),
            () -> config.rangeReader("recall"),
            budget::recalled,
            meters);
    var held = new HeldPartitions();
    var around =
        new PipelineTopology.Surroundings(
            progress,
            logPartitions(settings, partitions),
            silence,
            budget,
            context ->
                new KafkaLogReader(context.appConfigs(), context.applicationId(), cluster::topicId),
            meters,
            wall,
            limit.maxRecordBytes(),
            recall,
            held);
    var topology = new PipelineTopology(settings, around, blueprint).build();
    String group = settings.kafka().applicationId();
    var clients = new StreamsClients(blueprint.readsInStep(settings) ? progress : null, held, wall);
    KafkaStreams streams = blueprint.streams(topology, config.properties(), clients);
    var watch =
        new TopicWatch(settings, () -> cluster.existing(settings), limit.maxBatchBytes(), registry);
    var transactions =
        new TransactionWatch(
            () -> cluster.led(settings),
            cluster.transactions(group),
            new KafkaTools(settings.kafka()),
            wall,
            registry);
    return new Built(group, streams, silence, cluster, watch, transactions, recall, held);
  }

  private static int logPartitions(PipelineSettings settings, Map<String, Integer> partitions) {
    String log =
        PipelineTopology.hasFragmentsTopic(settings)
            ? settings.fragments().topic()
            : settings.inputTopics().get(0);
    return partitions.getOrDefault(log, 0);
  }

  private static Map<String, ClusterTopics.Existing> prepareTopics(
      PipelineSettings settings, ClusterTopics cluster) throws PipelineException {
    List<TopicPlan> plan = TopicPlan.of(settings);
    Map<String, ClusterTopics.Existing> existing = cluster.existing(plan);
    refuseMissingInputs(ClusterTopics.missingInputs(plan, existing));
    for (TopicPlan topic : plan) {
      if (!existing.containsKey(topic.name())) {
        cluster.create(topic);
        LOG.atInfo().addKeyValue("topic", topic.name()).log("created topic");
      }
    }
    awaitAll(cluster, plan);
    Map<String, ClusterTopics.Existing> all = cluster.existing(settings);
    new TopicGuards(settings, all).verify();
    return all;
  }

  /** A topic that was just made may take a moment to be known to every broker. */
  private static void awaitAll(ClusterTopics cluster, List<TopicPlan> plan)
      throws PipelineException {
    Map<String, ClusterTopics.Existing> all = cluster.existing(plan);
    for (int tries = 0; all.size() < plan.size() && tries < 50; tries++) {
      pause();
      all = cluster.existing(plan);
    }
  }

  private static void pause() throws PipelineException {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipelineException(Kind.REFUSED, "interrupted while starting", e);
    }
  }

  private static void refuseMissingInputs(List<String> missing) throws PipelineException {
    if (!missing.isEmpty()) {
      throw new PipelineException(
          Kind.MISSING_TOPIC,
          (missing.size() == 1 ? "input topic " : "input topics ")
              + String.join(", ", missing)
              + (missing.size() == 1 ? " does not exist" : " do not exist")
              + "; `traceweir topics create --config FILE` makes what is missing");
    }
  }

  private static void setStartPositions(
      PipelineSettings settings,
      ClusterTopics cluster,
      Sources sources,
      Map<String, Integer> partitions,
      InstantSource wall)
      throws PipelineException {
    var positions = new StartPositions(cluster, settings.kafka().applicationId());
    positions.set(sources.all(), settings.input().startFrom(), wall);
    if (PipelineTopology.hasFragmentsTopic(settings)) {
      String topic = settings.fragments().topic();
      List<TopicPartition> log =
          IntStream.range(0, partitions.getOrDefault(topic, 0))
              .mapToObj(p -> new TopicPartition(topic, p))
              .toList();
      positions.set(log, new PipelineSettings.StartFrom.Latest(), wall);
    }
  }

  private StreamThreadExceptionResponse threadDied(Throwable e) {
    Throwable refusal = find(e, RefusedException.class::isInstance);
    if (refusal != null) {
      failure = refusal;
      LOG.atError().log(refusal.getMessage());
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    ThreadDeaths.Death death = report.of(e);
    ThreadDeaths.Verdict verdict = deaths.count(death);
    boolean again = verdict == ThreadDeaths.Verdict.REPLACE;
    LOG.atError()
        .setCause(e)
        .addKeyValue("replaced", again)
        .addKeyValue("tasks", death.tasks())
        .log("a stream thread died; its transaction was aborted");
    if (again) {
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    String why =
        verdict == ThreadDeaths.Verdict.STUCK
            ? "a stream thread died again and again of one trouble, the last time at "
            : "stream threads die all the time, the last one at ";
    failure = new PipelineException(Kind.REFUSED, why + DeathReport.blame(death, e), e);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private static @Nullable Throwable find(Throwable e, Function<Throwable, Boolean> wanted) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (wanted.apply(t)) {
        return t;
      }
    }
    return null;
  }

  private void stateChanged(KafkaStreams.State now) {
    LOG.atDebug().addKeyValue("state", now).log("state");
    if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
      stopped.countDown();
    }
  }

  /** All tasks that this instance was given are restored and at work. */
  public boolean isReady() {
    return streams.state() == KafkaStreams.State.RUNNING && held.isEmpty();
  }

  /** Still working, or trying to. */
  public boolean isLive() {
    KafkaStreams.State state = streams.state();
    return state.isRunningOrRebalancing() || state == KafkaStreams.State.CREATED;
  }

  /** The state in Kafka Streams' words. */
  public String state() {
    return streams.state().name();
  }

  /** Why it stopped by itself, or null. */
  public @Nullable Throwable failure() {
    return failure;
  }

  /** Waits until it stopped; false when it still runs after this time. */
  public boolean awaitStopped(Duration time) throws InterruptedException {
    return stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Commits and stops. */
  @Override
  public void close() {
    streams.close(Duration.ofSeconds(20));
    silence.close();
    watch.close();
    transactions.close();
    recall.close();
    streamsMetrics.close();
    cluster.close();
    stopped.countDown();
  }
}
