// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.assemble.StoredTarget;
import io.traceweir.testkit.Fuzzing;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every topic that is read, fuzzed for a while; {@link Fuzzing} says for how long. */
class FuzzIT {
  @Test
  void shouldGoOnWhateverIsRead() {
    Fuzzing.verify(
        Map.of(
            PipelineTarget.class, PipelineTarget.seeds(),
            StoredTarget.class, StoredTarget.seeds()));
  }
}
