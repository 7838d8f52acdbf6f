// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The policies of a Collector decide in the place of rules. */
class PoliciesTopologyTest {
  private static final String POLICIES =
      """
      version: 1
      policies:
        - { name: errors, type: status_code, status_code: { status_codes: [ERROR] } }
        - { name: none, type: probabilistic, probabilistic: { sampling_percentage: 0 } }
      """;

  @TempDir Path stateDir;

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldDecideByPoliciesAndLeaveTheTraceStateAlone(Partitioning partitioning) {
    TraceBuilder failed = Traces.trace("failed").root("GET /").service("shop").error();
    TraceBuilder late =
        Traces.trace("failed").orphan("late").spanId("00000000000000aa").service("shop");
    TraceBuilder fine = Traces.trace("fine").root("GET /").service("shop");
    PipelineSettings settings =
        QuickSettings.withRules(QuickSettings.of("unused", stateDir, partitioning), POLICIES);
    try (var pipeline = new PipelineDriver(settings)) {
      pipeline.clock(0);
      pipeline.send(failed, 0);
      pipeline.send(fine, 0);
      pipeline.clock(1_000);
      pipeline.send(late, 1_000);
      pipeline.clock(3_000);

      assertThat(pipeline.decisions()).hasSize(2);
      assertThat(pipeline.say(failed, "outcome")).isEqualTo("kept");
      assertThat(pipeline.say(failed, "rule")).isEqualTo("errors");
      assertThat(pipeline.say(fine, "outcome")).isEqualTo("dropped");
      assertThat(pipeline.say(fine, "rule")).isEqualTo("(not sampled)");
      assertThat(pipeline.decisions().values())
          .flatExtracting(decision -> decision.getAttributesList())
          .extracting(attribute -> attribute.getKey())
          .doesNotContain("traceweir.probability", "traceweir.threshold");
      assertThat(pipeline.keptSpans()).extracting(Span::getName).containsExactly("GET /", "late");
      assertThat(pipeline.keptSpans()).extracting(Span::getTraceState).containsOnly("");
    }
  }
}
