// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import io.traceweir.pipeline.KeyPartitioner;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.PipelineSettings.Encoding;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.pipeline.PipelineSettings.StartFrom;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code input:} and {@code fragments:} what is read, and the topic that holds it by trace. */
final class InputSection {

  private final Key<List<String>> spans;
  private final Key<List<String>> logs;
  private final Key<Encoding> encoding;
  private final Key<Partitioning> partitioning;
  private final Key<StartFrom> startFrom;
  private final Key<Duration> maxFuture;
  private final Key<KeyPartitioner> partitioner;
  private final Key<String> topic;
  private final Key<Integer> partitions;
  private final Key<Duration> retention;

  InputSection(Declarations d) {
    d.section("input", "What Collectors write and Traceweir reads.");
    spans =
        d.key(
            "input.spans",
            KafkaTypes.TOPIC_NAMES,
            "otlp_spans",
            "Topics of spans, as OTLP requests.");
    logs =
        d.optional(
            "input.logs",
            KafkaTypes.TOPIC_NAMES,
            "Topics of log records, as OTLP requests. Left out: no logs.");
    encoding =
        d.key(
            "input.encoding",
            ValueTypes.constant(Encoding.class),
            "otlp_proto",
            "How the requests are written; the Collector's words.");
    partitioning =
        d.key(
            "input.partitioning",
            ValueTypes.constant(Partitioning.class),
            "any",
            "`any`: any key, any batching; spans are brought together in the fragments topic."
                + " `trace_id`: all records of a trace are in the same partition number of every"
                + " input topic, which saves the fragments topic and about half the CPU. `traceweir"
                + " run` refuses to start where all of the newest records of a topic are keyed by"
                + " something else.");
    startFrom =
        d.key(
            "input.start_from",
            KafkaTypes.START_FROM,
            "latest",
            "Where the very first start begins: at the end, at the oldest record, or this long"
                + " ago.");
    maxFuture =
        d.key(
            "input.max_future",
            ValueTypes.DURATION_ABOVE_ZERO,
            "5m",
            "Record timestamps further ahead than this are moved back to it.");
    partitioner =
        d.key(
            "input.partitioner",
            ValueTypes.constant(KeyPartitioner.class),
            "sarama_compat",
            "How senders choose the partition of a key: `sarama_compat` as Collectors do by"
                + " default, `murmur2` as Java clients do. With `partitioning: trace_id` the OTLP"
                + " door writes in the same way, and `traceweir run` refuses to start where all of"
                + " the newest records of a topic lie as the other one puts them, and those of"
                + " another topic or of the door as this one does.");

    d.section(
        "fragments",
        "The topic between reading and assembling. Unused with `input.partitioning: trace_id`.");
    topic =
        d.derived(
            "fragments.topic",
            KafkaTypes.TOPIC_NAME,
            "<application_id>_fragments",
            "Its name. Pipelines with different application ids must not share it.");
    partitions =
        d.key(
            "fragments.partitions",
            ValueTypes.integer(1, 10_000),
            "64",
            "Its partitions: how many threads can work at once, in all instances together. Fixed"
                + " once the topic exists.");
    retention =
        d.key(
            "fragments.retention",
            ValueTypes.DURATION_ABOVE_ZERO,
            "24h",
            "How long it keeps what was read: the longest outage that loses nothing. Made longer"
                + " when it is less than `decision_wait` + `logs_only_wait` + `max_source_skew` +"
                + " 5m; a topic that exists and keeps less is refused.");
  }

  /** A topic of its own for each pipeline, so that no two read each other's fragments. */
  void derive(String applicationId, Values values) {
    if (!values.isWritten(topic)) {
      values.put(topic, applicationId + "_fragments");
    }
  }

  void topics(Values values, Map<Key<?>, List<String>> topics) {
    values.optional(spans).ifPresent(names -> topics.put(spans, names));
    values.optional(logs).ifPresent(names -> topics.put(logs, names));
    values.optional(topic).ifPresent(name -> topics.put(topic, List.of(name)));
  }

  PipelineSettings.Input settings(Values values) {
    return new PipelineSettings.Input(
        values.get(spans),
        values.optional(logs).orElse(List.of()),
        values.get(encoding),
        values.get(partitioning),
        values.get(startFrom),
        values.get(maxFuture),
        values.get(partitioner));
  }

  PipelineSettings.Fragments fragments(Values values) {
    return new PipelineSettings.Fragments(
        values.get(topic), values.get(partitions), values.get(retention));
  }
}
