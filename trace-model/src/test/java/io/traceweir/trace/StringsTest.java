// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StringsTest {
  @Test
  void shouldFindAStringByItsBytes() {
    Strings strings = new Strings(64);
    String first = get(strings, "GET /größe");
    assertThat(first).isEqualTo("GET /größe");
    assertThat(get(strings, "GET /größe")).isSameAs(first);
  }

  @Test
  void shouldAnswerRightHoweverFullItIs() {
    Strings strings = new Strings(8);
    Random random = new Random(6);
    for (int i = 0; i < 10_000; i++) {
      String text = "x".repeat(random.nextInt(300)) + random.nextInt(20);
      assertThat(get(strings, text)).isEqualTo(text);
    }
  }

  @Test
  void shouldDecodeBrokenUtf8() {
    assertThat(new Strings(8).get(new byte[] {(byte) 0xFF, 'a'}, 0, 2)).isEqualTo("\uFFFDa");
  }

  private static String get(Strings strings, String text) {
    byte[] bytes = ("__" + text + "__").getBytes(UTF_8);
    return strings.get(bytes, 2, bytes.length - 4);
  }
}
