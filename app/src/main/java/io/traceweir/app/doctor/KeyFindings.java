// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import static io.traceweir.app.doctor.KeyPlaces.word;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with the keys of a topic, in the words of the doctor and of a refusal. */
final class KeyFindings {
  static final String FOLLOWS = "traces are split over partitions, and decided in parts";
  static final String EXPORTER =
      "In the Collector's kafka exporter set partition_traces_by_id: true (and"
          + " partition_logs_by_trace_id: true), or here input.partitioning: any";
  static final String AGREE =
      "Let all senders hash keys in the same way, or set input.partitioning: any";

  private KeyFindings() {}

  /** What the keys are. */
  static List<Finding> keys(TopicKeys keys) {
    List<Finding> findings = new ArrayList<>();
    add(findings, keys, keys.none(), " have no key");
    add(findings, keys, keys.other(), " have a key that is not the trace id in 32 hex digits");
    add(findings, keys, keys.several(), " hold more than one trace");
    return findings;
  }

  private static void add(List<Finding> findings, TopicKeys keys, long count, String what) {
    if (count > 0) {
      String found = Words.ofNewest(count, keys.of(), keys.topic()) + what;
      findings.add(Finding.problem(keys.topic(), found, FOLLOWS).mend(EXPORTER));
    }
  }

  /** Where the keyed records lie, as far as one topic tells. */
  static List<Finding> places(TopicKeys keys) {
    if (keys.places().misplaced() == 0) {
      return List.of();
    }
    String follows = "senders do not agree, and traces are split over partitions";
    return List.of(
        keys.places().isByOther()
            ? byOther(keys)
            : Finding.problem(keys.topic(), found(keys), follows).mend(AGREE));
  }

  private static Finding byOther(TopicKeys keys) {
    String follows = "senders that hash in another way, the OTLP door among them, split traces";
    return Finding.warning(keys.topic(), found(keys), follows).mend(setOther(keys.places()));
  }

  /** How many lie elsewhere. */
  static String found(TopicKeys keys) {
    KeyPlaces places = keys.places();
    return Words.ofNewest(places.misplaced(), places.keyed(), keys.topic())
        + " lie in another partition than "
        + word(places.configured())
        + " chooses"
        + (places.isByOther() ? "; all lie where " + word(places.other()) + " puts them" : "");
  }

  /** What mends it where all senders hash alike. */
  static String setOther(KeyPlaces places) {
    return "Set input.partitioner: "
        + word(places.other())
        + " when all senders hash like that, or record_partitioner in the Collector's kafka"
        + " exporter";
  }
}
