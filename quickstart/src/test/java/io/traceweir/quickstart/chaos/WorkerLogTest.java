// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkerLogTest {
  private final WorkerLog log = new WorkerLog();

  @Test
  void shouldFindThePortOfItsHealth() {
    log.add("OpenJDK 64-Bit Server VM warning: something");
    log.add("{\"message\":\"created topic\",\"port\":1}");
    assertThat(log.port()).isEmpty();
    log.add("not json: health and metrics are served {");
    assertThat(log.port()).isEmpty();
    log.add("{\"level\":\"INFO\",\"message\":\"health and metrics are served\",\"port\":34567}");
    log.add("{\"level\":\"INFO\",\"message\":\"health and metrics are served\",\"port\":5}");
    assertThat(log.port()).hasValue(34567);
  }

  @Test
  void shouldKeepTheLastLinesWithinBounds() {
    for (int i = 0; i < 30; i++) {
      log.add("line " + i);
    }
    log.add("x".repeat(100_000));
    assertThat(log.lastLines()).hasSize(10).startsWith("line 21", "line 22");
    assertThat(log.lastLines().get(9)).hasSizeLessThan(700).endsWith(" ...");
  }

  @Test
  void shouldReadUntilTheEnd() {
    log.follow(new ByteArrayInputStream("one\ntwo\nthree".getBytes(UTF_8)), "log");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(log.lastLines()).containsExactly("one", "two", "three"));
  }
}
