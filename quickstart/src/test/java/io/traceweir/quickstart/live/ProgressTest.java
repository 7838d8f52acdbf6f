// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.outcome.Sent;
import io.traceweir.otlp.Signal;
import io.traceweir.trace.TraceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long SECOND = 1_000_000_000;

  private final List<String> lines = new ArrayList<>();
  private final Progress progress = new Progress(Duration.ofSeconds(1), 0, lines::add);
  private final Sent sent = new Sent();

  @Test
  void shouldSpeakOnceAnIntervalAndAtTheEnd() {
    send(1);
    progress.show(sent, 4, false, SECOND - 1);
    progress.show(sent, 4, false, SECOND);
    send(2);
    progress.show(sent, 4, false, SECOND + 1);
    send(3);
    send(4);
    progress.show(sent, 4, true, SECOND + 2);
    progress.show(sent, 4, true, 9 * SECOND);
    assertThat(lines)
        .containsExactly(
            "sending, 1 requests (25%): 1 traces, 5 spans, 0 logs",
            "sent 4 requests (100%): 4 traces, 20 spans, 0 logs");
  }

  @Test
  void shouldCloseWithOneLineWhenTheLastOneWasOfTheSameRequests() {
    send(1);
    progress.show(sent, 0, false, SECOND);
    progress.show(sent, 0, true, SECOND + 1);
    progress.show(sent, 0, true, 9 * SECOND);
    assertThat(lines)
        .containsExactly(
            "sending, 1 requests: 1 traces, 5 spans, 0 logs",
            "sent 1 requests: 1 traces, 5 spans, 0 logs");
  }

  private void send(int trace) {
    sent.add(Signal.SPANS, 5, Set.of(new TraceId(0, trace)));
  }
}
