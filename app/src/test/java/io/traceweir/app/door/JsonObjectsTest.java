// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonObjectsTest {
  @Test
  void shouldCountObjectsAndElements() {
    assertThat(count("{\"resourceSpans\":[{},{\"a\":1,\"b\":[\"x\",\"y\"]}]}")).isEqualTo(5);
    assertThat(count("{\"a\":{")).isEqualTo(2);
    assertThat(count("")).isZero();
  }

  @Test
  void shouldStopBehindTheLimit() {
    assertThat(count("[" + "{},".repeat(JsonObjects.MAX + 1000))).isEqualTo(JsonObjects.MAX + 1);
  }

  private static int count(String json) {
    return JsonObjects.count(json.getBytes(UTF_8));
  }
}
