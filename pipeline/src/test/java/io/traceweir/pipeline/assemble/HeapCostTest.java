// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.traceweir.otlp.Signal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeapCostTest {

  /** 50 traces/s of 3 fragments with 700 bytes each, for 4 s: what the buffer says of as much. */
  @Test
  void shouldBeWhatTheBufferAccountsFor() {
    var buffer = new TraceBuffer();
    for (int i = 1; i <= 200; i++) {
      BufferedTrace trace = buffer.begin(0, i, new TickStart(new long[1], new long[1]));
      for (int f = 0; f < 3; f++) {
        buffer.grown(trace.append(Signal.SPANS, new byte[700], 0, 700));
      }
    }

    var load = new HeapCost.Load(50, 150, 150 * 700, 150);
    assertThat(HeapCost.waiting(load, Duration.ofSeconds(4)))
        .isCloseTo((double) buffer.heapBytes(), within(0.1));
  }

  /** A block a second at 1 trace/s; 4 a tick and partition at most, however many traces. */
  @Test
  void shouldCountBlocksByTicks() {
    Duration second = Duration.ofSeconds(1);
    double one = HeapCost.decisions(new HeapCost.Load(1, 1, 1, 1), second, 1);
    double many = HeapCost.decisions(new HeapCost.Load(1000, 1, 1, 1), second, 1);

    assertThat(one).isEqualTo(MemoryBlock.BLOCK_BYTES + MemoryBlock.ENTRY_BYTES + 32);
    assertThat(many).isEqualTo(4 * MemoryBlock.BLOCK_BYTES + 1000 * (MemoryBlock.ENTRY_BYTES + 32));
    assertThat(HeapCost.fingerprints(new HeapCost.Load(1, 1, 1, 10), Duration.ofSeconds(60)))
        .isEqualTo(60 * 10 * MemoryBlock.FINGERPRINT_BYTES);
  }
}
