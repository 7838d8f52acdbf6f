// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.traceweir.otlp.Signal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FragmentRecordTest {
  private static final byte[] BYTES = {1, 2, 3, 4, 5, 6};

  @Test
  void shouldReadBackEveryFragment() {
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      var origin =
          new FragmentRecord.Origin(random.nextInt(), random.nextLong() >>> 1, random.nextInt());
      Signal signal = random.nextBoolean() ? Signal.LOGS : Signal.SPANS;
      boolean root = random.nextBoolean();
      int items = random.nextInt(1 << 20);

      byte[] value = FragmentRecord.fragment(signal, root, origin, items, BYTES, 2, 3);
      FragmentRecord read = FragmentRecord.decode(value);

      assertThat(read)
          .isEqualTo(
              new FragmentRecord(
                  FragmentRecord.Type.of(signal),
                  root,
                  false,
                  origin.source(),
                  origin.timeMillis(),
                  items,
                  origin.application()));
      assertThat(read.type().signal()).isEqualTo(signal);
      assertThat(Arrays.copyOfRange(value, FragmentRecord.payloadStart(value), value.length))
          .containsExactly(3, 4, 5);
    }
  }

  @Test
  void shouldReadBackWatermarks() {
    for (boolean idle : new boolean[] {true, false}) {
      byte[] value = FragmentRecord.watermark(new FragmentRecord.Origin(65_537, -1, 7), idle, 12);

      assertThat(value).hasSize(FragmentRecord.HEADER_BYTES);
      assertThat(FragmentRecord.decode(value))
          .isEqualTo(
              new FragmentRecord(FragmentRecord.Type.WATERMARK, false, idle, 65_537, -1, 12, 7));
    }
  }

  /** They may lie in the topic when a newer version starts. */
  @Test
  void shouldReadFragmentsOfVersionOne() {
    var origin = new FragmentRecord.Origin(65_537, 12_345, 7);
    byte[] now = FragmentRecord.fragment(Signal.SPANS, true, origin, 3, BYTES, 0, 6);
    byte[] former = new byte[now.length - 4];
    System.arraycopy(now, 0, former, 0, 19);
    System.arraycopy(now, 23, former, 19, 6);
    former[0] = 1;

    FragmentRecord read = FragmentRecord.decode(former);

    assertThat(read)
        .isEqualTo(
            new FragmentRecord(
                FragmentRecord.Type.SPANS, true, false, 65_537, 12_345, 3, FragmentRecord.ANYBODY));
    assertThat(Arrays.copyOfRange(former, FragmentRecord.payloadStart(former), former.length))
        .isEqualTo(BYTES);
  }

  @Test
  void shouldTellApplicationsApart() {
    assertThat(FragmentRecord.application("traceweir"))
        .isNotEqualTo(FragmentRecord.application("traceweir2"))
        .isEqualTo(FragmentRecord.application("traceweir"));
    assertThat(FragmentRecord.application("")).isNotEqualTo(FragmentRecord.ANYBODY);
  }

  @Test
  void shouldRefuseWhatIsTooShort() {
    byte[] value = FragmentRecord.watermark(new FragmentRecord.Origin(0, 0), false, 1);
    for (int length = 0; length < value.length; length++) {
      refuses(Arrays.copyOf(value, length));
    }
  }

  @Test
  void shouldRefuseOtherVersionsAndTypes() {
    for (int b = Byte.MIN_VALUE; b <= Byte.MAX_VALUE; b++) {
      if (b != FragmentRecord.VERSION && b != 1) {
        refuses(withByte(0, b));
      }
      if (b < 0 || b > 2) {
        refuses(withByte(1, b));
      }
    }
  }

  @Test
  void shouldRefuseNegativeNumbersAndLetWatermarksBeTimeless() {
    byte[] bytes = new byte[0];
    var origin = new FragmentRecord.Origin(-1, 0);
    refuses(FragmentRecord.fragment(Signal.SPANS, true, origin, -1, bytes, 0, 0));
    var timeless = new FragmentRecord.Origin(-1, Long.MIN_VALUE);
    refuses(FragmentRecord.fragment(Signal.SPANS, true, timeless, 1, bytes, 0, 0));
    refuses(FragmentRecord.watermark(timeless, false, -1));
    assertThat(FragmentRecord.decode(FragmentRecord.watermark(timeless, false, 1)).timeMillis())
        .isEqualTo(Long.MIN_VALUE);
  }

  private static byte[] withByte(int index, int b) {
    byte[] value = FragmentRecord.watermark(new FragmentRecord.Origin(0, 0), false, 1);
    value[index] = (byte) b;
    return value;
  }

  private static void refuses(byte[] value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FragmentRecord.decode(value))
        .withMessageContaining(value.length + " bytes");
  }
}
