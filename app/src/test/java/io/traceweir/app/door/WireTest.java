// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON;charset=UTF-8",
        " application/json ;x=y"
      })
  void shouldTakeJsonWithWhateverParameters(String type) {
    assertThat(Wire.of(type)).contains(Wire.JSON);
  }

  @Test
  void shouldTakeProtobuf() {
    assertThat(Wire.of("application/x-protobuf")).contains(Wire.PROTOBUF);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";", "text/plain", "application/protobuf", "application/json2"})
  void shouldTakeNothingElse(String type) {
    assertThat(Wire.of(type)).isEmpty();
    assertThat(Wire.of(null)).isEmpty();
  }
}
