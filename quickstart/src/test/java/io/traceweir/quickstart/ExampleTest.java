// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.config.Configuration;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.rules.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleTest {
  @TempDir Path dir;

  @Test
  void shouldBeAConfigurationAsUsersWriteIt() throws Exception {
    PipelineSettings settings = settings(false);
    assertThat(settings.kafka().bootstrapServers()).isEqualTo("127.0.0.1:9092");
    assertThat(settings.kafka().stateDir().startsWith(dir)).isTrue();
    assertThat(settings.traces().decisionWait()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.traces().decisionWaitAfterRoot()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.metrics().interval()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.fragments().partitions()).isEqualTo(2);
    assertThat(settings.sampling().rules().rules())
        .extracting(Rule::name)
        .containsExactly(
            "failed-requests",
            "retried",
            "swallowed-errors",
            "slow",
            "rare-endpoints",
            "new-version",
            "health-checks",
            "rest");
  }

  @Test
  void shouldWaitForTheBatchesOfRecordedCollectors() throws Exception {
    assertThat(settings(true).traces().decisionWaitAfterRoot())
        .isGreaterThan(Duration.ofSeconds(9));
  }

  private PipelineSettings settings(boolean replay) throws Exception {
    Path odd = Files.createDirectories(dir.resolve("it's odd: # here"));
    Example example = Example.of(replay, "127.0.0.1:9092", odd, Example.rules(null, odd));
    return Configuration.load(example.write(odd), Map.of()).pipeline();
  }
}
