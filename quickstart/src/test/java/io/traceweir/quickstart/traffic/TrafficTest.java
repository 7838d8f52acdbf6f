// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.traceweir.otlp.Signal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrafficTest {
  @Test
  void shouldHoldALiveRequestBackUntilItsTime() {
    Traffic traffic = Traffic.live(requests(3).iterator());
    assertThat(traffic.due(0)).isEmpty();
    assertThat(traffic.due(2)).extracting(Request::timeMillis).containsExactly(1L, 2L);
    assertThat(traffic.isOver()).isFalse();
    assertThat(traffic.due(2)).isEmpty();
    assertThat(traffic.due(3)).hasSize(1);
    assertThat(traffic.isOver()).isTrue();
  }

  @Test
  void shouldReplayThePastAtOnceInPieces() {
    Traffic traffic = Traffic.replay(requests(150));
    assertThat(traffic.total()).isEqualTo(150);
    assertThat(traffic.due(0)).hasSize(100);
    assertThat(traffic.due(0)).hasSize(50);
    assertThat(traffic.isOver()).isTrue();
  }

  private static List<Request> requests(int count) {
    return LongStream.rangeClosed(1, count)
        .mapToObj(time -> new Request(Signal.SPANS, time, ByteString.EMPTY, 1, Set.of()))
        .toList();
  }

  @Test
  void shouldBeOverWhenSomebodySaysSoWithoutRequests() {
    AtomicBoolean over = new AtomicBoolean();
    Traffic none = Traffic.none(over::get);
    assertThat(none.due(Long.MAX_VALUE)).isEmpty();
    assertThat(none.isOver()).isFalse();
    over.set(true);
    assertThat(none.isOver()).isTrue();
  }
}
