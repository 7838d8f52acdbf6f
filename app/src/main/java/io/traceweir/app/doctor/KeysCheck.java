// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.SampledRecord;
import io.traceweir.pipeline.KeyPartitioner;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.trace.TraceId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether input that promises to be keyed by trace id is. */
final class KeysCheck implements Check {
  @Override
  public String id() {
    return "input.keys";
  }

  @Override
  public List<Finding> look(Case it) {
    if (it.settings().input().partitioning() == Partitioning.ANY) {
      return List.of(Finding.skipped("input.partitioning: any takes any key"));
    }
    List<Finding> findings = new ArrayList<>();
    Map<TraceId, Set<Integer>> places = new HashMap<>();
    long read = 0;
    for (String topic : it.settings().inputTopics()) {
      List<SampledRecord> sample =
          Rates.sample(it.facts(), topic).stream().filter(r -> !r.parts().isEmpty()).toList();
      read += sample.size();
      sample.forEach(
          record ->
              record
                  .traces()
                  .forEach(
                      id ->
                          places
                              .computeIfAbsent(id, i -> new TreeSet<>())
                              .add(record.place().partition())));
      keys(topic, sample, findings);
      partitions(it, topic, sample, findings);
    }
    split(places, findings);
    if (findings.isEmpty()) {
      findings.add(
          read == 0
              ? Finding.skipped("there are no records of traces in the input yet")
              : Finding.ok(
                  "the newest "
                      + Words.counted(read, "record")
                      + " hold one trace each, are keyed by its id and lie where "
                      + word(it.settings().input().partitioner())
                      + " puts them"));
    }
    return findings;
  }

  private static void keys(String topic, List<SampledRecord> sample, List<Finding> findings) {
    long several = sample.stream().filter(r -> r.traces().size() > 1).count();
    long none = sample.stream().filter(r -> !r.keyed()).count();
    long other =
        sample.stream()
            .filter(r -> r.keyed() && r.traces().size() == 1)
            .filter(r -> r.key() == null || !r.traces().contains(r.key()))
            .count();
    int of = sample.size();
    String follows = "traces are split over partitions, and decided in parts";
    String exporter =
        "In the Collector's kafka exporter set partition_traces_by_id: true (and"
            + " partition_logs_by_trace_id: true), or here input.partitioning: any";
    if (none > 0) {
      findings.add(
          Finding.problem(topic, Words.ofNewest(none, of, topic) + " have no key", follows)
              .mend(exporter));
    }
    if (other > 0) {
      findings.add(
          Finding.problem(
                  topic,
                  Words.ofNewest(other, of, topic)
                      + " have a key that is not the trace id in 32 hex digits",
                  follows)
              .mend(exporter));
    }
    if (several > 0) {
      findings.add(
          Finding.problem(
                  topic, Words.ofNewest(several, of, topic) + " hold more than one trace", follows)
              .mend(exporter));
    }
  }

  private static void partitions(
      Case it, String topic, List<SampledRecord> sample, List<Finding> findings) {
    var facts = it.facts().topics().get(topic);
    int partitions = facts == null ? 0 : facts.partitions().size();
    List<SampledRecord> keyed = sample.stream().filter(r -> r.key() != null).toList();
    KeyPartitioner configured = it.settings().input().partitioner();
    long misplaced = misplaced(keyed, configured, partitions);
    if (misplaced == 0) {
      return;
    }
    KeyPartitioner other =
        configured == KeyPartitioner.MURMUR2
            ? KeyPartitioner.SARAMA_COMPAT
            : KeyPartitioner.MURMUR2;
    boolean allByOther = misplaced(keyed, other, partitions) == 0;
    String found =
        Words.ofNewest(misplaced, keyed.size(), topic)
            + " lie in another partition than "
            + word(configured)
            + " chooses"
            + (allByOther ? "; all lie where " + word(other) + " puts them" : "");
    findings.add(
        allByOther
            ? Finding.warning(
                    topic,
                    found,
                    "senders that hash in another way, the OTLP door among them, split traces")
                .mend(
                    "Set input.partitioner: "
                        + word(other)
                        + " when all senders hash like that, or record_partitioner in the"
                        + " Collector's kafka exporter")
            : Finding.problem(
                    topic, found, "senders do not agree, and traces are split over partitions")
                .mend("Let all senders hash keys in the same way, or set input.partitioning: any"));
  }

  private static long misplaced(
      List<SampledRecord> keyed, KeyPartitioner partitioner, int partitions) {
    return keyed.stream()
        .filter(
            record -> {
              TraceId key = record.key();
              return key != null
                  && partitions > 0
                  && partitioner.partition(
                          key.hex().getBytes(StandardCharsets.US_ASCII), partitions)
                      != record.place().partition();
            })
        .count();
  }

  private static void split(Map<TraceId, Set<Integer>> places, List<Finding> findings) {
    List<Map.Entry<TraceId, Set<Integer>>> split =
        places.entrySet().stream().filter(e -> e.getValue().size() > 1).toList();
    if (!split.isEmpty()) {
      var first = split.get(0);
      findings.add(
          Finding.problem(
                  "",
                  Words.count(split.size())
                      + " of "
                      + Words.counted(places.size(), "trace")
                      + " lie in several partitions, such as "
                      + first.getKey().hex()
                      + " in "
                      + Words.some(List.copyOf(first.getValue())),
                  "each part is decided by itself")
              .mend(
                  "Let all senders of spans and logs key records by trace id and hash keys in the"
                      + " same way, or set input.partitioning: any"));
    }
  }

  private static String word(KeyPartitioner partitioner) {
    return partitioner.name().toLowerCase(Locale.ROOT);
  }
}
