// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.SampledRecord;
import io.traceweir.pipeline.KeyPartitioner;
import java.util.List;

/**
 * How the newest records of a topic are keyed that hold traces.
 *
 * @param of so many were looked at
 * @param none have no key
 * @param other have a key that is not the id of their only trace
 * @param several hold more than one trace
 * @param right hold one trace and have its id as their key
 */
record TopicKeys(
    String topic, int of, long none, long other, long several, long right, KeyPlaces places) {

  /**
   * Judges a sample.
   *
   * @param partitions of the topic; 0 when it is not known
   */
  static TopicKeys of(
      String topic, List<SampledRecord> sample, int partitions, KeyPartitioner configured) {
    List<SampledRecord> traces = sample.stream().filter(r -> !r.parts().isEmpty()).toList();
    return new TopicKeys(
        topic,
        traces.size(),
        traces.stream().filter(r -> !r.keyed()).count(),
        traces.stream().filter(TopicKeys::hasOtherKey).count(),
        traces.stream().filter(r -> r.traces().size() > 1).count(),
        traces.stream().filter(TopicKeys::isRight).count(),
        KeyPlaces.of(traces, partitions, configured));
  }

  private static boolean hasOtherKey(SampledRecord record) {
    return record.keyed() && record.traces().size() == 1 && !isRight(record);
  }

  private static boolean isRight(SampledRecord record) {
    return record.traces().size() == 1
        && record.key() != null
        && record.traces().contains(record.key());
  }
}
