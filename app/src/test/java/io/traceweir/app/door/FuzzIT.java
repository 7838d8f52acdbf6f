// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import io.traceweir.testkit.Fuzzing;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bodies of requests, fuzzed for a while; {@link Fuzzing} says for how long. */
class FuzzIT {
  @Test
  void shouldTakeOrRefuseWhateverIsPosted() {
    Fuzzing.verify(Map.of(DoorTarget.class, DoorTarget.seeds()));
  }
}
