// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.tracestate;

import static io.traceweir.tracestate.OtelTraceState.withThreshold;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtelTraceStateTest {
  private static final long HALF = Threshold.ofProbability(0.5);
  private static final long QUARTER = Threshold.ofProbability(0.25);

  @Test
  void shouldReadThresholdAndRandomness() {
    OtelTraceState state = OtelTraceState.parse("a=1, ot=rv:0123456789abcd;th:c;x:Y.z_- ,b=2");
    assertThat(state.isParsable()).isTrue();
    assertThat(state.threshold()).isEqualTo(QUARTER);
    assertThat(state.randomness()).isEqualTo(0x0123456789abcdL);
  }

  @Test
  void shouldKnowNothingOfAnAbsentMember() {
    for (String header : new String[] {null, "", " ", "vendor=1", "ott=th:8", ",,a=b,"}) {
      OtelTraceState state = OtelTraceState.parse(header);
      assertThat(state.isParsable()).isTrue();
      assertThat(state.threshold()).isEqualTo(-1);
      assertThat(state.randomness()).isEqualTo(-1);
    }
  }

  @Test
  void shouldReadZeroAsKeepingEverything() {
    assertThat(OtelTraceState.parse("ot=th:0").threshold()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ot",
        "=1",
        "ot=",
        "ot=th",
        "ot=th:",
        "ot=:8",
        "ot=th:8;",
        "ot=th:8;;x:1",
        "ot=th:8G",
        "ot=th:C",
        "ot=th:123456789abcdef",
        "ot=rv:8",
        "ot=rv:0123456789abcdef",
        "ot=th:8;th:4",
        "ot=rv:0123456789abcd;rv:0123456789abcd",
        "ot=th:8,ot=th:4",
        "ot=1x:8",
        "ot=th:8 ;x:1",
        "Vendor=1,ot=th:8",
        "a=b=c,ot=th:8",
        "a=,ot=th:8",
        "a b=1,ot=th:8",
        "a=\u00e9,ot=th:8",
        "a=\n,ot=th:8"
      })
  void shouldLeaveABrokenHeaderAlone(String header) {
    OtelTraceState state = OtelTraceState.parse(header);
    assertThat(state.isParsable()).isFalse();
    assertThat(state.threshold()).isEqualTo(-1);
    assertThat(state.randomness()).isEqualTo(-1);
    assertThat(withThreshold(header, HALF)).isNull();
  }

  @Test
  void shouldAddTheMemberInFront() {
    assertThat(withThreshold(null, HALF)).isEqualTo("ot=th:8");
    assertThat(withThreshold("", HALF)).isEqualTo("ot=th:8");
    assertThat(withThreshold("a=1,\tb=2", HALF)).isEqualTo("ot=th:8,a=1,b=2");
    assertThat(withThreshold(null, 0)).isEqualTo("ot=th:0");
  }

  @Test
  void shouldMoveAChangedMemberToTheFront() {
    assertThat(withThreshold("a=1,ot=rv:0123456789abcd;th:8;x:y,b=2", QUARTER))
        .isEqualTo("ot=rv:0123456789abcd;th:c;x:y,a=1,b=2");
    assertThat(withThreshold("a=1,ot=rv:0123456789abcd", QUARTER))
        .isEqualTo("ot=th:c;rv:0123456789abcd,a=1");
  }

  @Test
  void shouldKeepTheLargerThreshold() {
    assertThat(withThreshold("a=1,ot=th:c", HALF)).isEqualTo("a=1,ot=th:c");
    assertThat(withThreshold("a=1,ot=th:8", HALF)).isEqualTo("a=1,ot=th:8");
    assertThat(withThreshold("a=1,ot=th:8", 0)).isEqualTo("a=1,ot=th:8");
  }

  @Test
  void shouldNotPushOutAnotherMember() {
    String full = members(32);
    assertThat(OtelTraceState.parse(full).isParsable()).isTrue();
    assertThat(withThreshold(full, HALF)).isNull();
    assertThat(withThreshold(members(31), HALF)).isEqualTo("ot=th:8," + members(31));
    assertThat(withThreshold(members(31) + ",ot=th:4", HALF)).isEqualTo("ot=th:8," + members(31));
    assertThat(OtelTraceState.parse(members(33)).isParsable()).isFalse();
  }

  @Test
  void shouldNotOutgrowTheValue() {
    String other = "x:" + "y".repeat(249);
    assertThat(withThreshold("ot=" + other, HALF)).isEqualTo("ot=th:8;" + other);
    String more = "x:" + "y".repeat(250);
    assertThat(withThreshold("ot=" + more, HALF)).isNull();
    assertThat(OtelTraceState.parse("ot=x:" + "y".repeat(254)).isParsable()).isTrue();
    assertThat(OtelTraceState.parse("ot=x:" + "y".repeat(255)).isParsable()).isFalse();
  }

  @Test
  void shouldCarryOtherVendorsDuplicatesAsTheyAre() {
    assertThat(withThreshold("a=1,a=2", HALF)).isEqualTo("ot=th:8,a=1,a=2");
  }

  private static String members(int count) {
    return IntStream.range(0, count).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));
  }
}
