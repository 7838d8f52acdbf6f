// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.assemble.StoredTarget;
import io.traceweir.testkit.Fuzzing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every topic that is read, fuzzed for a while; {@link Fuzzing} says for how long. */
@Execution(ExecutionMode.CONCURRENT)
class FuzzIT {
  @Test
  void shouldGoOnWhateverIsRead() {
    Fuzzing.verify(PipelineTarget.class, PipelineTarget.seeds());
  }

  @Test
  void shouldReadBackWhatIsStored() {
    Fuzzing.verify(StoredTarget.class, StoredTarget.seeds());
  }
}
