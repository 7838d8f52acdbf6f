// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.split.Silence;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Since when all inputs are silent. What came and was processed between two looks ends a pause too:
 * the ends of the partitions have moved then.
 */
final class InputPause {
  private Map<TopicPartition, Long> ends = Map.of();
  private long sinceMillis = Silence.NEVER;

  /**
   * What was found now.
   *
   * @param silent whether all inputs are silent
   * @param endOffsets of all inputs
   */
  void look(boolean silent, Map<TopicPartition, Long> endOffsets, long nowMillis) {
    if (!silent) {
      sinceMillis = Silence.NEVER;
    } else if (sinceMillis == Silence.NEVER || !endOffsets.equals(ends)) {
      sinceMillis = nowMillis;
    }
    ends = Map.copyOf(endOffsets);
  }

  /** Milliseconds since the epoch, or {@link Silence#NEVER}. */
  long sinceMillis() {
    return sinceMillis;
  }
}
