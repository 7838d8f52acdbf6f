// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.Answer;
import io.traceweir.app.doctor.facts.InputSamples;
import io.traceweir.app.doctor.facts.InputSamples.TopicSample;
import io.traceweir.pipeline.InputGuard;
import io.traceweir.pipeline.PipelineException;
import io.traceweir.pipeline.PipelineException.Kind;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses to start where the newest records of the input are not keyed by trace id, although the
 * configuration says so. It looks at what the doctor looks at, and judges less: what may be the
 * mistake of one sender is only said.
 */
public final class KeyGuard implements InputGuard {
  private static final Logger LOG = LoggerFactory.getLogger(KeyGuard.class);

  /** A fifth of a second is enough as a rule; a cluster that takes longer proves nothing. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final PipelineSettings settings;
  private final boolean hasDoor;

  /**
   * For one start.
   *
   * @param hasDoor the OTLP door writes to the input as well
   */
  public KeyGuard(PipelineSettings settings, boolean hasDoor) {
    this.settings = settings;
    this.hasDoor = hasDoor;
  }

  @Override
  public void verify() throws PipelineException {
    if (settings.input().partitioning() != Partitioning.TRACE_ID) {
      return;
    }
    var verdict = new KeyVerdict(look(), KeyVerdict.doors(settings.input(), hasDoor));
    List<String> refusals = verdict.refusals();
    if (!refusals.isEmpty()) {
      throw new PipelineException(Kind.REFUSED, String.join("\n", refusals));
    }
    warn(verdict);
  }

  private List<TopicKeys> look() {
    List<TopicKeys> topics = new ArrayList<>();
    InputSamples.take(settings, PATIENCE)
        .forEach(
            (topic, sample) -> {
              if (sample.isThere()) {
                add(topics, topic, sample.get());
              } else {
                unseen(topic, sample);
              }
            });
    return topics;
  }

  /** In a single partition nothing can be split, whatever the keys are. */
  private void add(List<TopicKeys> topics, String topic, TopicSample sample) {
    if (sample.partitions() > 1) {
      topics.add(
          TopicKeys.of(
              topic, sample.records(), sample.partitions(), settings.input().partitioner()));
    }
  }

  private static void unseen(String topic, Answer<TopicSample> sample) {
    LOG.atInfo()
        .addKeyValue("topic", topic)
        .addKeyValue("reason", sample.refusal())
        .log("the keys of the newest records could not be looked at");
  }

  private static void warn(KeyVerdict verdict) {
    String found =
        verdict.findings().stream().map(Finding::found).collect(Collectors.joining("; "));
    if (!found.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("found", found)
          .log(
              "not all records are keyed as input.partitioning: trace_id promises, so traces may be"
                  + " split: `traceweir doctor` says what follows and what mends it");
    }
  }
}
