// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormatTest {
  @Test
  void shouldLetNoNameSteerTheTerminal() {
    assertThat(Format.name("\u001b[2Jshop\r\n\u009b")).isEqualTo("?[2Jshop???");
    assertThat(Format.name("\u202egnp\u2028\u200d\ud800x")).isEqualTo("?gnp???x");
  }

  @Test
  void shouldLeaveTheLettersOfAllLanguagesAlone() {
    assertThat(Format.name("zażółć 支払い 👍")).isEqualTo("zażółć 支払い 👍");
    assertThat(Format.name("a".repeat(100))).hasSize(60);
  }
}
