// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.pipeline.split.Silence;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.file.Path;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One source stays idle while another one is at work. */
class IdleSourceTopologyTest {
  private static final TopicPartition LOGS = new TopicPartition("otlp_logs", 0);

  @TempDir Path stateDir;

  @ParameterizedTest
  @CsvSource({"ANY, 500", "ANY, 1000", "TRACE_ID, 500", "TRACE_ID, 1000"})
  void shouldDecideUnderLoadOfSpansOnlyAfterAllWasSilent(Partitioning partitioning, int gapMillis) {
    TraceBuilder first = Traces.trace("first").root("GET /").error();
    try (var pipeline = new PipelineDriver(partitioning, stateDir)) {
      pipeline.clock(0);
      pipeline.silence(10);
      pipeline.silence.wanted().clear();

      pipeline.send(first, 11_000);
      for (int millis = gapMillis; millis <= 6_000; millis += gapMillis) {
        pipeline.send(Traces.trace("load " + millis).root("GET /"), 11_000L + millis);
        pipeline.wall(gapMillis);
        proveWhatIsAskedFor(pipeline);
      }

      assertThat(pipeline.decisions()).containsKey(first.traceId());
    }
  }

  /** Whether all is silent is found out only when somebody asks for some partition. */
  private static void proveWhatIsAskedFor(PipelineDriver pipeline) {
    Set<TopicPartition> wanted = pipeline.silence.wanted();
    if (!wanted.isEmpty()) {
      pipeline.silence.proveEverything(Silence.NEVER, Silence.NEVER);
      pipeline.silence.prove(LOGS, pipeline.wallMillis() + 1);
      wanted.clear();
    }
  }
}
