// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.aggregate.AggregateProcessor;
import io.traceweir.pipeline.assemble.AssembleProcessor;
import io.traceweir.pipeline.assemble.Deciding;
import io.traceweir.pipeline.assemble.HeldPartitions;
import io.traceweir.pipeline.assemble.LogReader;
import io.traceweir.pipeline.assemble.MemoryBudget;
import io.traceweir.pipeline.assemble.TraceBufferStore;
import io.traceweir.pipeline.emit.OutputRecords;
import io.traceweir.pipeline.emit.RequestCutter;
import io.traceweir.pipeline.recall.Recall;
import io.traceweir.pipeline.split.InputProgress;
import io.traceweir.pipeline.split.InputReader;
import io.traceweir.pipeline.split.Silence;
import io.traceweir.pipeline.split.SplitProcessor;
import io.traceweir.trace.ResourceCache;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * The topology, and the only place where its nodes, stores and internal topics have their names.
 *
 * <pre>
 *   (spans in) (logs in)
 *        |        |
 *     [split-by-trace]----------> (kept logs) those without a trace id, (dead letters)
 *              |
 *    (traceweir_fragments)        left out when the input is keyed by trace id
 *              |
 *     [assemble-traces] {trace-buffer} {decision-memory}
 *        |     |     |     |     |
 *        |     |     |     |  (dead letters)
 *        |     |     |  (decisions)
 *        |     |  (kept logs)
 *        |  (kept spans)
 *    (traceweir_partials)
 *        |
 *     [aggregate-series] {series}
 *        |             |         |
 *   (span metrics) (service graph) (dead letters)
 * </pre>
 *
 * <ul>
 *   <li>split-by-trace: one request becomes one fragment per trace
 *   <li>assemble-traces: fragments wait for their trace to be complete, then it is decided
 *   <li>trace-buffer: the fragments that wait; heap only, restored by reading the log again
 *   <li>decision-memory: what was decided lately; changelogged, one put per tick
 *   <li>aggregate-series: adds up what ticks counted, writes points
 *   <li>series: sums of each series; changelogged
 * </ul>
 */
final class PipelineTopology {
  static final String PARTIALS_TOPIC_SUFFIX = "_partials";
  static final int PARTIALS_PARTITIONS = 8;

  private static final String SPLIT = "split-by-trace";
  private static final String ASSEMBLE = "assemble-traces";
  private static final String AGGREGATE = "aggregate-series";
  private static final String TRACE_BUFFER = "trace-buffer";
  private static final String DECISION_MEMORY = "decision-memory";
  private static final String SERIES = "series";
  private static final String REQUESTS_IN = "requests";
  private static final String FRAGMENTS_IN = "fragments";
  private static final String PARTIALS_IN = "partials";

  private static final SplitProcessor.Sinks SPLIT_SINKS =
      new SplitProcessor.Sinks("fragments-out", "logs-without-trace-out", "split-dead-letters-out");
  private static final AssembleProcessor.Names ASSEMBLE_NAMES =
      new AssembleProcessor.Names(
          TRACE_BUFFER,
          DECISION_MEMORY,
          "kept-spans-out",
          "kept-logs-out",
          "decisions-out",
          "partials-out",
          "assemble-dead-letters-out");

  private final PipelineSettings settings;
  private final Surroundings around;
  private final Blueprint blueprint;
  private final Topology topology = new Topology();

  PipelineTopology(PipelineSettings settings, Surroundings around) {
    this(settings, around, new Blueprint());
  }

  PipelineTopology(PipelineSettings settings, Surroundings around, Blueprint blueprint) {
    this.settings = settings;
    this.around = around;
    this.blueprint = blueprint;
  }

  /**
   * What the processors need besides settings.
   *
   * @param logPartitions of the fragments topic, or of each input topic when it is keyed
   */
  record Surroundings(
      InputProgress progress,
      int logPartitions,
      Silence silence,
      MemoryBudget budget,
      Function<ProcessorContext<byte[], byte[]>, LogReader> logReaders,
      PipelineMeters meters,
      InstantSource wall,
      int maxRecordBytes,
      Recall recall,
      HeldPartitions held) {}

  /** The internal topic between assemble and aggregate. */
  static String partialsTopic(PipelineSettings settings) {
    return settings.kafka().applicationId() + PARTIALS_TOPIC_SUFFIX;
  }

  /** The topic behind the decision memory. */
  static String memoryChangelog(PipelineSettings settings) {
    return changelogTopics(settings).get(0);
  }

  /** Topics behind the stores; Kafka Streams makes them. */
  static List<String> changelogTopics(PipelineSettings settings) {
    return Stream.of(DECISION_MEMORY, SERIES)
        .map(store -> settings.kafka().applicationId() + "-" + store + "-changelog")
        .toList();
  }

  /** The topics that the assemble stage reads, and reads again. */
  static List<String> logTopics(PipelineSettings settings) {
    return hasFragmentsTopic(settings)
        ? List.of(settings.fragments().topic())
        : settings.inputTopics();
  }

  /** A store has as many partitions as what its processor reads. */
  static Map<String, Integer> changelogPartitions(PipelineSettings settings, int logPartitions) {
    List<String> topics = changelogTopics(settings);
    return Map.of(topics.get(0), logPartitions, topics.get(1), PARTIALS_PARTITIONS);
  }

  static boolean hasFragmentsTopic(PipelineSettings settings) {
    return settings.input().partitioning() == PipelineSettings.Partitioning.ANY;
  }

  Topology build() {
    var resources = new ResourceCache();
    if (hasFragmentsTopic(settings)) {
      split(resources);
      source(FRAGMENTS_IN, AutoOffsetReset.none(), settings.fragments().topic());
      assemble(resources, FRAGMENTS_IN, List.of(settings.fragments().topic()));
    } else {
      List<String> inputs = settings.inputTopics();
      source(REQUESTS_IN, AutoOffsetReset.none(), inputs.toArray(String[]::new));
      assemble(resources, REQUESTS_IN, inputs);
    }
    aggregate(resources);
    return topology;
  }

  private void split(ResourceCache resources) {
    String[] inputs = settings.inputTopics().toArray(String[]::new);
    source(REQUESTS_IN, AutoOffsetReset.earliest(), inputs);
    topology.addProcessor(
        SPLIT,
        () ->
            new SplitProcessor(
                around.progress,
                around.silence,
                new SplitProcessor.Parts(
                    new InputReader(
                        settings.input(), settings.output().logsWithoutTrace(), around.meters),
                    new RequestCutter(resources, around.meters::cut),
                    around.maxRecordBytes,
                    records(resources),
                    around.meters,
                    settings.input()),
                SPLIT_SINKS),
        REQUESTS_IN);
    sink(
        SPLIT_SINKS.fragments(),
        settings.fragments().topic(),
        toFragments(around.logPartitions),
        SPLIT);
    sink(SPLIT_SINKS.logs(), logsTopic(), null, SPLIT);
    sink(SPLIT_SINKS.deadLetters(), settings.output().deadLetters(), null, SPLIT);
  }

  private void assemble(ResourceCache resources, String source, List<String> log) {
    int sources = hasFragmentsTopic(settings) ? around.progress.sources().count() : log.size();
    var topics =
        new AssembleProcessor.Topics(log, around.logPartitions, PARTIALS_PARTITIONS, sources);
    var sizes =
        new Deciding.Sizes(around.maxRecordBytes, PARTIALS_PARTITIONS, around.logPartitions);
    var deciding = blueprint.deciding(settings, around.progress, resources, around.meters, sizes);
    topology.addProcessor(
        ASSEMBLE,
        () ->
            new AssembleProcessor(
                settings,
                topics,
                ASSEMBLE_NAMES,
                new AssembleProcessor.Parts(
                    around.logReaders,
                    deciding,
                    records(resources),
                    around.silence,
                    around.budget,
                    around.meters,
                    around.recall,
                    around.held)),
        source);
    topology.addStateStore(TraceBufferStore.builder(TRACE_BUFFER), ASSEMBLE);
    topology.addStateStore(
        blueprint.decisionMemory(DECISION_MEMORY, TopicPlan.sizes(settings)), ASSEMBLE);
    sink(ASSEMBLE_NAMES.spans(), settings.output().spans(), null, ASSEMBLE);
    sink(ASSEMBLE_NAMES.logs(), logsTopic(), null, ASSEMBLE);
    sink(ASSEMBLE_NAMES.decisions(), settings.output().decisions(), null, ASSEMBLE);
    sink(ASSEMBLE_NAMES.partials(), partialsTopic(settings), toPartials(), ASSEMBLE);
    sink(ASSEMBLE_NAMES.deadLetters(), settings.output().deadLetters(), null, ASSEMBLE);
  }

  private void aggregate(ResourceCache resources) {
    source(PARTIALS_IN, AutoOffsetReset.earliest(), partialsTopic(settings));
    var sinks =
        new AggregateProcessor.Sinks(
            SERIES,
            "span-metrics-out",
            "service-graph-out",
            "aggregate-dead-letters-out",
            around.maxRecordBytes);
    topology.addProcessor(
        AGGREGATE,
        () ->
            new AggregateProcessor(
                settings.metrics(),
                sinks,
                new AggregateProcessor.Parts(records(resources), around.meters)),
        PARTIALS_IN);
    topology.addStateStore(blueprint.series(SERIES, TopicPlan.sizes(settings)), AGGREGATE);
    sink(sinks.spanMetrics(), settings.metrics().spanMetricsTopic(), null, AGGREGATE);
    sink(sinks.serviceGraph(), settings.metrics().serviceGraphTopic(), null, AGGREGATE);
    sink(sinks.deadLetters(), settings.output().deadLetters(), null, AGGREGATE);
  }

  /** Without input logs nothing is written here; the sink needs a topic all the same. */
  private String logsTopic() {
    return settings.output().logs();
  }

  private OutputRecords records(ResourceCache resources) {
    return new OutputRecords(
        settings.output().encoding(),
        around.maxRecordBytes,
        new RequestCutter(resources, around.meters::cut));
  }

  private void source(String name, AutoOffsetReset reset, String... topics) {
    topology.addSource(
        reset,
        name,
        new RecordTime(around.wall),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topics);
  }

  private void sink(
      String name,
      String topic,
      @org.jspecify.annotations.Nullable StreamPartitioner<byte[], byte[]> partitioner,
      String parent) {
    var bytes = new ByteArraySerializer();
    if (partitioner == null) {
      topology.addSink(name, topic, bytes, bytes, parent);
    } else {
      topology.addSink(name, topic, bytes, bytes, partitioner, parent);
    }
  }

  /**
   * Fragments by their key as Kafka does by default; watermarks, which have none, to all. All are
   * the partitions of the start: were some added meanwhile, traces would be split.
   */
  static StreamPartitioner<byte[], byte[]> toFragments(int partitions) {
    Set<Integer> all = IntStream.range(0, partitions).boxed().collect(Collectors.toSet());
    return (topic, key, value, now) ->
        Optional.of(key == null ? all : Set.of(KeyPartitioner.MURMUR2.partition(key, partitions)));
  }

  /** The key is the partition. */
  private static StreamPartitioner<byte[], byte[]> toPartials() {
    return (topic, key, value, partitions) ->
        Optional.of(Set.of(ByteBuffer.wrap(key).getInt() % partitions));
  }
}
