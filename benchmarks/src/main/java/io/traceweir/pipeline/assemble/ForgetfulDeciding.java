// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.split.InputProgress;
import io.traceweir.trace.ResourceCache;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Writes no blocks: what was decided is remembered on the heap and nowhere else. */
public final class ForgetfulDeciding extends Deciding {
  private static final Blocks NOWHERE =
      new Blocks() {
        @Override
        public void put(long number, MemoryBlock block) {}

        @Override
        public void delete(long number) {}
      };

  public ForgetfulDeciding(
      PipelineSettings settings,
      InputProgress progress,
      ResourceCache resources,
      PipelineMeters meters,
      Deciding.Sizes sizes) {
    super(settings, progress, resources, meters, sizes);
  }

  @Override
  Blocks blocks(KeyValueStore<Bytes, byte[]> memory) {
    return NOWHERE;
  }
}
