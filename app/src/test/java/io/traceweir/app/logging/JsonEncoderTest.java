// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonEncoderTest {

  private final LoggerContext context = new LoggerContext();

  @Test
  void shouldWriteOneObjectPerLineWithTypedValues() {
    LoggingEvent event = event("topic \"x\"\nmissing", null);
    event.addKeyValuePair(new KeyValuePair("count", 3));
    event.addKeyValuePair(new KeyValuePair("share", 0.5));
    event.addKeyValuePair(new KeyValuePair("late", true));
    event.addKeyValuePair(new KeyValuePair("nothing", null));

    assertThat(encode(event))
        .isEqualTo(
            "{\"time\":\"1970-01-01T00:00:01Z\",\"level\":\"WARN\",\"logger\":\"a.b\","
                + "\"thread\":\"t\",\"message\":\"topic \\\"x\\\"\\nmissing\",\"count\":3,"
                + "\"share\":0.5,\"late\":true,\"nothing\":\"null\"}\n");
  }

  @Test
  void shouldKeepAStackTraceOnTheLine() {
    String line = encode(event("broken", new IllegalStateException("why")));

    assertThat(line)
        .contains(
            "\"error.type\":\"java.lang.IllegalStateException\"", "\"error.message\":\"why\"");
    assertThat(line.lines()).hasSize(1);
  }

  @BeforeEach
  void giveTheContextWhatSlf4jWouldGiveIt() {
    context.setMDCAdapter(new LogbackMDCAdapter());
  }

  private LoggingEvent event(String message, @Nullable Throwable error) {
    LoggingEvent event =
        new LoggingEvent("fqcn", context.getLogger("a.b"), Level.WARN, message, error, null);
    event.setInstant(Instant.ofEpochSecond(1));
    event.setThreadName("t");
    return event;
  }

  private static String encode(LoggingEvent event) {
    return new String(new JsonEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
