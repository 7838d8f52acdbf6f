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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Readers of what strangers send, fuzzed for a while; {@link Fuzzing} says for how long. */
@Execution(ExecutionMode.CONCURRENT)
class FuzzIT {
  @Test
  void shouldSplitWhateverComes() {
    Fuzzing.verify(SplittingTarget.class, FuzzSeeds.requests());
  }

  @Test
  void shouldWriteWhatEveryReaderTakes() {
    Fuzzing.verify(WritingTarget.class, FuzzSeeds.requests());
  }

  @Test
  void shouldReadWhateverJsonComes() {
    Fuzzing.verify(JsonTarget.class, FuzzSeeds.json());
  }

  @Test
  void shouldMarkWhateverTraceStateComes() {
    List<byte[]> seeds =
        Stream.of("", "ot=th:8", "a=b , ot=rv:0123456789abcd;th:c;x:y, c@d=e")
            .map(header -> ("12345678" + header).getBytes(UTF_8))
            .toList();
    Fuzzing.verify(TraceStateTarget.class, seeds);
  }
}
