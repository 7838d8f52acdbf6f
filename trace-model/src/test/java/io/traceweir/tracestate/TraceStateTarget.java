// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.tracestate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * For the fuzzer: a header that is written can be read, has the higher of both thresholds and the
 * randomness it had. The first 8 bytes are the threshold, the others the header.
 */
public final class TraceStateTarget {
  private TraceStateTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < Long.BYTES) {
      return;
    }
    long threshold = ByteBuffer.wrap(input).getLong() >>> 8;
    String header =
        new String(
            Arrays.copyOfRange(input, Long.BYTES, input.length), StandardCharsets.ISO_8859_1);
    OtelTraceState before = OtelTraceState.parse(header);
    String marked = OtelTraceState.withThreshold(header, threshold);
    if (marked == null) {
      return;
    }
    OtelTraceState after = OtelTraceState.parse(marked);
    assertThat(before.isParsable()).isTrue();
    assertThat(after.isParsable()).isTrue();
    assertThat(after.threshold()).isEqualTo(Math.max(before.threshold(), threshold));
    assertThat(after.randomness()).isEqualTo(before.randomness());
    assertThat(OtelTraceState.withThreshold(marked, threshold)).isEqualTo(marked);
  }
}
