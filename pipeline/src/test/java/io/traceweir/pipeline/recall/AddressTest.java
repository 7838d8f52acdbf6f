// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AddressTest {
  @Test
  void shouldJoinWhatLiesNear() {
    Address address = Address.nowhere(2).with(0, 100, 110).with(0, 115, 120).with(1, 7, 7);

    assertThat(address.ranges(0)).isEqualTo(1);
    assertThat(address.first(0, 0)).isEqualTo(100);
    assertThat(address.last(0, 0)).isEqualTo(120);
    assertThat(address.ranges(1)).isEqualTo(1);
    assertThat(address.offsets()).isEqualTo(22);
  }

  @Test
  void shouldLeaveOutWhatLiesBetweenFarParts() {
    Address address = Address.nowhere(1).with(0, 100, 110).with(0, 1_000_000, 1_000_000);

    assertThat(address.ranges(0)).isEqualTo(2);
    assertThat(address.offsets()).isEqualTo(12);
  }

  @Test
  void shouldJoinTheNearestWhenThereAreMany() {
    Address address = Address.nowhere(1);
    for (int i = 0; i < Address.MOST_RANGES; i++) {
      address = address.with(0, 10_000L * i, 10_000L * i);
    }
    address = address.with(0, 70_500, 70_500);

    assertThat(address.ranges(0)).isEqualTo(Address.MOST_RANGES);
    assertThat(address.first(0, 7)).isEqualTo(70_000);
    assertThat(address.last(0, 7)).isEqualTo(70_500);
  }

  @Test
  void shouldCoverAllAndComeBackFromBytes() throws IOException {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      long[] positions = {5_000_000_000L, 3_000};
      List<long[]> parts = new ArrayList<>();
      Address address = Address.nowhere(2);
      long[] at = {4_000_000_000L, 0};
      for (int i = 0; i < random.nextInt(30); i++) {
        int topic = random.nextInt(2);
        long first = at[topic] + random.nextInt(topic == 0 ? 100_000 : 60);
        long last = first + random.nextInt(20);
        at[topic] = last + 1;
        parts.add(new long[] {topic, first, last});
        address = address.with(topic, first, last);
      }
      for (long[] part : parts) {
        assertThat(covers(address, part)).as("seed %d", seed).isTrue();
      }
      assertThat(readBack(address, positions)).as("seed %d", seed).isEqualTo(address);
    }
  }

  private static boolean covers(Address address, long[] part) {
    for (int i = 0; i < address.ranges((int) part[0]); i++) {
      if (address.first((int) part[0], i) <= part[1] && part[2] <= address.last((int) part[0], i)) {
        return true;
      }
    }
    return false;
  }

  private static Address readBack(Address address, long[] positions) throws IOException {
    byte[] bytes = bytes(address, positions);
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    in.pushLimit(bytes.length);
    return Address.read(in, positions);
  }

  private static byte[] bytes(Address address, long[] positions) throws IOException {
    var bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    address.write(out, positions);
    out.flush();
    return bytes.toByteArray();
  }

  @Test
  void shouldTakeFewBytesNearThePositions() throws IOException {
    Address address = Address.nowhere(1).with(0, 9_999_000, 9_999_100);

    assertThat(bytes(address, new long[] {10_000_000})).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void shouldRefuseCountsThatCannotBeTrue() {
    byte[] bytes = {(byte) 0xff, (byte) 0xff, 3};
    assertThatThrownBy(
            () -> {
              CodedInputStream in = CodedInputStream.newInstance(bytes);
              in.pushLimit(bytes.length);
              Address.read(in, new long[1]);
            })
        .isInstanceOf(IOException.class);
  }
}
