// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.Test;

class NoiseTest {

  private final LoggerContext context = new LoggerContext();
  private final Noise noise = new Noise();

  @Test
  void shouldLetOneOfManyConnectionWarningsThrough() {
    String network = "org.apache.kafka.clients.NetworkClient";

    assertThat(decide(network, Level.WARN, "down")).isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide(network, Level.WARN, "down")).isEqualTo(FilterReply.DENY);
    assertThat(decide(network, Level.ERROR, "down")).isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide("org.apache.kafka.clients.Metadata", Level.WARN, "down"))
        .isEqualTo(FilterReply.NEUTRAL);
  }

  @Test
  void shouldTakeOutWhatEveryApplicationSays() {
    String text = "[Consumer a] Not updating last stable offset for partition b-0 as it is gone";

    assertThat(decide("org.apache.kafka.clients.consumer.X", Level.WARN, text))
        .isEqualTo(FilterReply.DENY);
    assertThat(decide("io.traceweir.pipeline.X", Level.WARN, text)).isEqualTo(FilterReply.NEUTRAL);
  }

  private FilterReply decide(String logger, Level level, String message) {
    return noise.decide(null, context.getLogger(logger), level, message, null, null);
  }
}
