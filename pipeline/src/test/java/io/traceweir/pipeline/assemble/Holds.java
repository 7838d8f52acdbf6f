// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Holds partitions as a task does, for tests of other packages. */
public final class Holds {
  private final HeldPartitions held = new HeldPartitions();

  public HeldPartitions held() {
    return held;
  }

  public void hold(TopicPartition partition) {
    held.hold(List.of(partition), this);
  }

  public void release(TopicPartition partition) {
    held.release(List.of(partition), this);
  }
}
