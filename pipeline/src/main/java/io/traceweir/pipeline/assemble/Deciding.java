// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.decide.DecisionsWriter;
import io.traceweir.pipeline.recall.Recall;
import io.traceweir.pipeline.split.InputProgress;
import io.traceweir.pipeline.split.InputReader;
import io.traceweir.rules.Decider;
import io.traceweir.rules.RuleSet;
import io.traceweir.series.TickMetrics;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.TraceReader;
import io.traceweir.trace.TraceWriter;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Makes, for one task, the pieces that read, decide, count and write traces. */
public class Deciding {
  private final PipelineSettings settings;
  private final InputProgress progress;
  private final ResourceCache resources;
  private final PipelineMeters meters;
  private final Sizes sizes;

  /**
   * How large records may be and how many partitions the next stage has.
   *
   * @param maxRecordBytes no output record is larger
   * @param partialsPartitions of the partials topic
   * @param logPartitions over which limits per second are divided
   */
  public record Sizes(int maxRecordBytes, int partialsPartitions, int logPartitions) {
    public Sizes(int maxRecordBytes, int partialsPartitions) {
      this(maxRecordBytes, partialsPartitions, 1);
    }
  }

  public Deciding(
      PipelineSettings settings,
      InputProgress progress,
      ResourceCache resources,
      PipelineMeters meters,
      Sizes sizes) {
    this.settings = settings;
    this.progress = progress;
    this.resources = resources;
    this.meters = meters;
    this.sizes = sizes;
    meters.begin(settings);
  }

  /**
   * @param wallMillis the wall clock, in milliseconds since the epoch
   */
  Intake intake(LongSupplier wallMillis) {
    if (settings.input().partitioning() == PipelineSettings.Partitioning.ANY) {
      return new FragmentsIntake(progress, meters, wallMillis);
    }
    var reader = new InputReader(settings.input(), settings.output().logsWithoutTrace(), meters);
    var future = new RequestsIntake.Future(wallMillis, settings.input().maxFuture().toMillis());
    return new RequestsIntake(reader, progress.sources(), meters, future);
  }

  /** Where this task keeps what it decided. */
  Blocks blocks(KeyValueStore<Bytes, byte[]> memory) {
    return Blocks.in(memory);
  }

  /** JSON of a decision is some three times as large. */
  private int maxDecisionsBytes() {
    return settings.output().encoding() == PipelineSettings.Encoding.OTLP_JSON
        ? sizes.maxRecordBytes / 6
        : sizes.maxRecordBytes;
  }

  /**
   * @param topics of the log
   * @param recall reads dropped traces back
   */
  TickWork tickWork(
      Assembler assembler, LogIdentity log, List<TopicPartition> topics, Recall recall) {
    var rules = new TaskRules(settings.sampling().live(), share(), this::parts);
    var from = new Upgrades.From(recall, topics.get(0).partition(), meters);
    long rememberMillis = settings.traces().rememberDecisionsFor().toMillis();
    var upgrades = new Upgrades(assembler, rules.parts().rules().late(), from, rememberMillis);
    var asking =
        new UpgradeWork.Asking(upgrades, topics.stream().map(TopicPartition::topic).toList());
    return new TickWork(assembler, rules, log, sizes.maxRecordBytes, asking);
  }

  /** Of limits per second. */
  private double share() {
    return 1.0 / sizes.logPartitions;
  }

  private TickWork.Parts parts(RuleSet rules, Decider decider, AttributeNames names) {
    var shadows = new ShadowWork(rules.shadows(decider, names, share()), meters);
    var metrics = new TickMetrics(settings.metrics().series(), names, sizes.partialsPartitions);
    return new TickWork.Parts(
        new TraceReader(names, resources),
        decider,
        shadows,
        new TraceWriter(),
        metrics,
        new DecisionsWriter(rules.hash(), maxDecisionsBytes()),
        settings.sampling().annotate(),
        new Beyond(settings.traces()),
        meters);
  }
}
