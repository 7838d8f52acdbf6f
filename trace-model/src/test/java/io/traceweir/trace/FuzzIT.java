// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.traceweir.otlp.FuzzSeeds;
import io.traceweir.otlp.JsonTarget;
import io.traceweir.otlp.SplittingTarget;
import io.traceweir.testkit.Fuzzing;
import io.traceweir.tracestate.TraceStateTarget;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Readers of what strangers send, fuzzed for a while; {@link Fuzzing} says for how long. */
class FuzzIT {
  @Test
  void shouldReadAndWriteWhateverComes() {
    Fuzzing.verify(
        Map.of(
            SplittingTarget.class, FuzzSeeds.requests(),
            WritingTarget.class, FuzzSeeds.requests(),
            JsonTarget.class, FuzzSeeds.json(),
            TraceStateTarget.class, traceStates()));
  }

  private static List<byte[]> traceStates() {
    return Stream.of("", "ot=th:8", "a=b , ot=rv:0123456789abcd;th:c;x:y, c@d=e")
        .map(header -> ("12345678" + header).getBytes(UTF_8))
        .toList();
  }
}
