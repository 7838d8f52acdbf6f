// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import static io.traceweir.app.doctor.KeyPlaces.word;

import io.traceweir.pipeline.PipelineSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is wrong with the keys of all topics together, and whether nothing should start with them:
 * only what all records of a topic agree on is the configuration's mistake, the rest is that of a
 * sender.
 *
 * @param topics in the order of the settings
 * @param doors those that the OTLP door writes to; empty when there is none
 */
record KeyVerdict(List<TopicKeys> topics, List<String> doors) {
  /** So many have to say the same. */
  private static final int PROOF = 20;

  /** The topics that the door writes to: the first one of spans and of logs. */
  static List<String> doors(PipelineSettings.Input input, boolean hasDoor) {
    return hasDoor
        ? Stream.of(input.spans(), input.logs()).flatMap(all -> all.stream().limit(1)).toList()
        : List.of();
  }

  /** All that is wrong; empty when all is well. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (TopicKeys keys : topics) {
      findings.addAll(KeyFindings.keys(keys));
      findings.addAll(splits(keys).map(List::of).orElseGet(() -> KeyFindings.places(keys)));
    }
    return findings;
  }

  /** A sentence for each topic that nothing should start with. */
  List<String> refusals() {
    List<String> refusals = new ArrayList<>();
    for (TopicKeys keys : topics) {
      if (isUnkeyed(keys)) {
        refusals.add(unkeyed(keys));
      } else {
        splits(keys).map(finding -> split(keys, finding)).ifPresent(refusals::add);
      }
    }
    return refusals;
  }

  /**
   * Records without a key may be the door's own of a time with {@code input.partitioning: any}; it
   * cannot write better ones before there is a start, so they prove nothing where it writes.
   */
  private boolean isUnkeyed(TopicKeys keys) {
    long wrong = doors.contains(keys.topic()) ? keys.of() - keys.none() : keys.of();
    return keys.right() == 0 && wrong >= PROOF;
  }

  private static String unkeyed(TopicKeys keys) {
    String found =
        KeyFindings.keys(keys).stream().map(Finding::found).collect(Collectors.joining(", "));
    return "with input.partitioning: trace_id each record needs the id of its one trace as its key,"
        + " but not one of topic "
        + keys.topic()
        + " has it: "
        + found
        + ". So "
        + KeyFindings.FOLLOWS
        + ". "
        + KeyFindings.EXPORTER
        + goOn("keyed by its trace id");
  }

  /** Empty where all that is known lies alike: nothing is split by a partitioner nobody uses. */
  private Optional<Finding> splits(TopicKeys keys) {
    if (!keys.places().isByOther() || keys.places().telling() < PROOF) {
      return Optional.empty();
    }
    String configured = word(keys.places().configured());
    Optional<String> contrary =
        topics.stream().filter(KeyVerdict::isAsConfigured).map(TopicKeys::topic).findFirst();
    if (contrary.isPresent()) {
      String who = "those of " + contrary.get() + " lie where " + configured + " puts them";
      return Optional.of(split(keys, who, KeyFindings.AGREE));
    }
    String door = "the OTLP door writes where " + configured + " puts them";
    return doors.isEmpty()
        ? Optional.empty()
        : Optional.of(split(keys, door, KeyFindings.setOther(keys.places())));
  }

  private static boolean isAsConfigured(TopicKeys keys) {
    return keys.places().misplaced() == 0 && keys.places().telling() >= PROOF;
  }

  private static Finding split(TopicKeys keys, String contrary, String mend) {
    String found = KeyFindings.found(keys) + ", while " + contrary;
    return Finding.problem(keys.topic(), found, KeyFindings.FOLLOWS).mend(mend);
  }

  private static String split(TopicKeys keys, Finding finding) {
    return "with input.partitioning: trace_id all records of a trace have to be in the same"
        + " partition, but "
        + finding.found()
        + ". So "
        + finding.follows()
        + ". "
        + finding.mend()
        + goOn("where " + word(keys.places().configured()) + " puts it");
  }

  private static String goOn(String how) {
    return ". One of the next records that is "
        + how
        + " lifts this refusal; `traceweir doctor --config FILE` looks at the keys again";
  }
}
