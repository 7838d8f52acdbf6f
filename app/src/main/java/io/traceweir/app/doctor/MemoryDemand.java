// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.SampledRecord;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.assemble.HeapCost;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The load that comes, per second, and what it takes on the heaps of all instances together.
 *
 * @param records of the input
 * @param bytes of these records, before compression
 * @param rooted share of the traces whose root is seen
 */
record MemoryDemand(
    double records,
    double bytes,
    double traces,
    double fragments,
    double fragmentBytes,
    double spans,
    double rooted) {

  /** Measured, as far as records come. */
  static MemoryDemand of(Case it) {
    PipelineSettings.Input input = it.settings().input();
    MemoryDemand all = new MemoryDemand(0, 0, 0, 0, 0, 0, 0);
    for (String topic : it.settings().inputTopics()) {
      List<SampledRecord> sample = Rates.sample(it.facts(), topic);
      if (!sample.isEmpty()) {
        double rate = Rates.recordsPerSecond(it.facts(), topic);
        boolean logs = input.logs().contains(topic) && !input.spans().contains(topic);
        all = all.plus(ofTopic(sample, rate, logs));
      }
    }
    return all;
  }

  private static MemoryDemand ofTopic(List<SampledRecord> sample, double rate, boolean logs) {
    double each = rate / sample.size();
    Set<Object> traces = new HashSet<>();
    Set<Object> withRoot = new HashSet<>();
    long parts = 0;
    long partBytes = 0;
    long items = 0;
    for (SampledRecord record : sample) {
      for (SampledRecord.Part part : record.parts()) {
        parts++;
        partBytes += part.bytes();
        items += logs ? 1 : part.items();
        traces.add(part.trace());
        if (part.hasRoot()) {
          withRoot.add(part.trace());
        }
      }
    }
    // one root is one trace; ids in a sample are more than traces begin, as each is there in part
    long begun = logs ? 0 : withRoot.isEmpty() ? traces.size() : withRoot.size();
    return new MemoryDemand(
        rate,
        rate * Rates.bytesPerRecord(sample),
        each * begun,
        each * parts,
        each * partBytes,
        each * items,
        logs ? 0 : withRoot.isEmpty() ? 0 : 1);
  }

  private MemoryDemand plus(MemoryDemand other) {
    return new MemoryDemand(
        records + other.records,
        bytes + other.bytes,
        traces + other.traces,
        fragments + other.fragments,
        fragmentBytes + other.fragmentBytes,
        spans + other.spans,
        Math.max(rooted, other.rooted));
  }

  private HeapCost.Load load() {
    return new HeapCost.Load(traces, fragments, fragmentBytes, spans);
  }

  /** Of traces that all wait for this long. */
  double waiting(Duration wait) {
    return HeapCost.waiting(load(), wait);
  }

  /** Of decisions and fingerprints, in all partitions together. */
  double remembered(PipelineSettings.Traces waits, int partitions) {
    return HeapCost.decisions(load(), waits.rememberDecisionsFor(), partitions)
        + HeapCost.fingerprints(load(), waits.rememberDuplicatesFor());
  }

  /** Heap bytes of a waiting trace for each byte that came. */
  double factor() {
    return bytes == 0 ? 0 : waiting(Duration.ofSeconds(1)) / bytes;
  }
}
