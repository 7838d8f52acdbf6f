// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.testkit.Traces;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing comes because nobody can write. */
class OutageTopologyTest {
  @TempDir Path stateDir;

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldNotTakeAnOutageForSilence(Partitioning partitioning) {
    try (var pipeline = new PipelineDriver(partitioning, stateDir)) {
      pipeline.clock(0);
      pipeline.send(Traces.trace("a").orphan("work").error(), 0);
      pipeline.wall(60_000);
      pipeline.silence.outageUntil(pipeline.wallMillis() + 30_000);

      pipeline.silence(30);
      assertThat(pipeline.decisions()).isEmpty();

      pipeline.silence(7);
      assertThat(pipeline.decisions()).hasSize(1);
    }
  }
}
