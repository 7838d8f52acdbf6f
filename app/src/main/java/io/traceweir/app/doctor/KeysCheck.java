// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.SampledRecord;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.trace.TraceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
    List<TopicKeys> topics = new ArrayList<>();
    Map<TraceId, Set<Integer>> places = new HashMap<>();
    for (String topic : it.settings().inputTopics()) {
      List<SampledRecord> sample = Rates.sample(it.facts(), topic);
      sample.forEach(
          record ->
              record
                  .traces()
                  .forEach(
                      id ->
                          places
                              .computeIfAbsent(id, i -> new TreeSet<>())
                              .add(record.place().partition())));
      topics.add(keys(it, topic, sample));
    }
    var doors = KeyVerdict.doors(it.settings().input(), it.circumstances().hasDoor());
    List<Finding> findings = new ArrayList<>(new KeyVerdict(topics, doors).findings());
    split(places, findings);
    long read = topics.stream().mapToLong(TopicKeys::of).sum();
    if (findings.isEmpty()) {
      findings.add(
          read == 0
              ? Finding.skipped("there are no records of traces in the input yet")
              : Finding.ok(
                  "the newest "
                      + Words.counted(read, "record")
                      + " hold one trace each, are keyed by its id and lie where "
                      + KeyPlaces.word(it.settings().input().partitioner())
                      + " puts them"));
    }
    return findings;
  }

  private static TopicKeys keys(Case it, String topic, List<SampledRecord> sample) {
    var facts = it.facts().topics().get(topic);
    int partitions = facts == null ? 0 : facts.partitions().size();
    return TopicKeys.of(topic, sample, partitions, it.settings().input().partitioner());
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
}
