// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartialRecordTest {
  @Test
  void shouldReadBackEveryHeaderAndLeaveTheDeltasBehindIt() {
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      int partitions = 1 + random.nextInt(Integer.MAX_VALUE);
      var record =
          new PartialRecord(
              random.nextBoolean(), random.nextInt(partitions), partitions, random.nextLong());
      byte[] deltas = new byte[random.nextInt(40)];
      random.nextBytes(deltas);

      byte[] value = record.encode(deltas);

      assertThat(PartialRecord.decode(value)).isEqualTo(record);
      assertThat(Arrays.copyOfRange(value, PartialRecord.HEADER_BYTES, value.length))
          .isEqualTo(deltas);
    }
  }

  @Test
  void shouldBeAHeaderAloneWithoutDeltas() {
    byte[] value = new PartialRecord(true, 3, 8, 1_000).encode();

    assertThat(value).hasSize(PartialRecord.HEADER_BYTES);
    assertThat(PartialRecord.decode(value)).isEqualTo(new PartialRecord(true, 3, 8, 1_000));
  }

  @Test
  void shouldRefuseWhatItDidNotWrite() {
    byte[] value = new PartialRecord(false, 3, 8, 1_000).encode();
    for (int length = 0; length < value.length; length++) {
      refuses(Arrays.copyOf(value, length));
    }
    value[0] = 2;
    refuses(value);
    value[0] = 1;
    value[1] = 2;
    refuses(value);
  }

  @Test
  void shouldRefuseAPartitionThatIsNotOneOfThem() {
    for (int partition : new int[] {-1, 8, Integer.MAX_VALUE}) {
      byte[] value = new PartialRecord(false, partition, 8, 1_000).encode();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PartialRecord.decode(value))
          .withMessageContaining("partition " + partition + " of 8");
    }
  }

  private static void refuses(byte[] value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PartialRecord.decode(value))
        .withMessageContaining(value.length + " bytes");
  }
}
