// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "999, 999 ms",
    "1000, 1 s",
    "2500, 2.5 s",
    "90000, 1 min 30 s",
    "3600000, 1 h",
    "86040000, 23 h 54 min",
    "180000000, 2 d 2 h"
  })
  void shouldSayTimesInTwoUnits(long millis, String said) {
    assertThat(Words.millis(millis)).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource({"10, 10 bytes", "1536, 1.5 KiB", "1048576, 1 MiB", "1e12, 931 GiB"})
  void shouldSayBytesInBinaryUnits(double bytes, String said) {
    assertThat(Words.bytes(bytes)).isEqualTo(said);
  }

  @Test
  void shouldNameThreeAtMost() {
    assertThat(Words.some(List.of(1, 2, 3))).isEqualTo("1, 2, 3");
    assertThat(Words.some(List.of(1, 2, 3, 4, 5))).isEqualTo("1, 2, 3 and 2 more");
  }
}
