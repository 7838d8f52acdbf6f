// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.traceweir.pipeline.MeterDeclaration.Kind;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetersTopologyTest {
  /** Made by what a topology test has none of: a replay, the process around the topology. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "traceweir.replay",
          "traceweir.recall",
          "traceweir.buffer.used",
          "traceweir.input.held",
          "traceweir.topics.unsafe",
          "traceweir.transactions.hanging");

  private static final Path PAGE = Path.of("..", "docs", "metrics.md");

  @TempDir Path stateDir;

  @Test
  void shouldDeclareEveryMeterThatThereIsAndNoOther() {
    String some = "version: 1\nrules: [{ name: rest, keep: { traces_per_second: 1 } }]";
    var rules =
        QuickSettings.rules(
            some.replace("rules:", "candidates: [ next ]\nrules:"),
            Map.of("next", QuickSettings.RULES));
    PipelineSettings quick = QuickSettings.of("unused:9092", stateDir, Partitioning.ANY);
    try (var pipeline = new PipelineDriver(QuickSettings.withRules(quick, rules))) {
      pipeline.clock(0);
      pipeline.send(Traces.trace("a").root("GET /").service("shop").error(), 0);
      pipeline.clock(10_000);

      Set<String> declared =
          MeterDeclaration.ALL.stream()
              .filter(meter -> !ELSEWHERE.contains(meter.name()))
              .map(meter -> meter.name() + " " + labels(meter))
              .collect(Collectors.toSet());
      assertThat(pipeline.meters.getMeters())
          .extracting(meter -> meter.getId().getName() + " " + labels(meter))
          .isSubsetOf(declared)
          .containsAll(declared);
    }
  }

  private static String labels(MeterDeclaration meter) {
    MeterDeclaration.Label label = meter.label();
    return label == null ? "[]" : Stream.of(label.name().split(", ")).sorted().toList().toString();
  }

  private static String labels(Meter meter) {
    return meter.getId().getTags().stream().map(Tag::getKey).sorted().toList().toString();
  }

  @Test
  void shouldCountFromZeroWhatHasNotHappenedYet() {
    try (var pipeline = new PipelineDriver(Partitioning.ANY, stateDir)) {
      var meters = pipeline.meters;
      for (MeterDeclaration meter : MeterDeclaration.ALL) {
        MeterDeclaration.Label label = meter.label();
        if (meter.kind() == Kind.COUNTER && label != null) {
          for (String value : label.values()) {
            assertThat(meters.get(meter.name()).tag(label.name(), value).counter().count())
                .as("%s %s", meter.name(), value)
                .isZero();
          }
        }
      }
      assertThat(
              meters.get("traceweir.retention.loss").tag("topic", "traceweir_fragments").counter())
          .isNotNull();
      assertThat(meters.get("traceweir.rules").gauge().value()).isEqualTo(3);
    }
  }

  @Test
  void shouldTellHowLongTheOldestTraceWaits() {
    TraceBuilder orphan = Traces.trace("a").orphan("GET /");
    try (var pipeline = new PipelineDriver(Partitioning.ANY, stateDir)) {
      pipeline.clock(0);
      assertThat(oldestSeconds(pipeline)).isZero();
      pipeline.send(orphan, 0);
      pipeline.clock(4_000);
      assertThat(oldestSeconds(pipeline)).isEqualTo(4);
      pipeline.clock(10_000);
      assertThat(oldestSeconds(pipeline)).isZero();
    }
  }

  private static double oldestSeconds(PipelineDriver pipeline) {
    return pipeline.meters.get("traceweir.buffer.oldest.seconds").gauge().value();
  }

  @Test
  void shouldCountLogsOfDecidedTraces() {
    TraceBuilder trace =
        Traces.trace("a")
            .root("GET /")
            .error()
            .log(SeverityNumber.SEVERITY_NUMBER_INFO, "a")
            .log(SeverityNumber.SEVERITY_NUMBER_INFO, "b");
    try (var pipeline = new PipelineDriver(Partitioning.ANY, stateDir)) {
      pipeline.clock(0);
      pipeline.send(trace, 0);
      pipeline.clock(2_000);
      assertThat(
              pipeline
                  .meters
                  .get("traceweir.decided.logs")
                  .tag("outcome", "kept")
                  .counter()
                  .count())
          .isEqualTo(2);
    }
  }

  @Test
  void shouldBeDocumented() throws IOException {
    String page = Files.readString(PAGE);
    List<String> rows = MeterDeclaration.ALL.stream().map(MetersTopologyTest::row).toList();
    if (System.getProperty("reference", "").equals("write")) {
      int begin = page.indexOf("| `traceweir_");
      int end = page.indexOf("\n\n", begin);
      page = page.substring(0, begin) + String.join("\n", rows) + page.substring(end);
      Files.writeString(PAGE, page);
    }
    assertThat(page.lines().filter(line -> line.startsWith("| `traceweir_")))
        .as(
            "write it anew: mvn test -pl pipeline -am -Dtest=MetersTopologyTest -Dreference=write"
                + " -Dsurefire.failIfNoSpecifiedTests=false")
        .containsExactlyElementsOf(rows);
  }

  private static String row(MeterDeclaration meter) {
    MeterDeclaration.Label label = meter.label();
    String labels =
        label == null
            ? ""
            : label.values().isEmpty()
                ? "`" + label.name().replace(", ", "`, `") + "`"
                : "`" + label.name() + "`: " + String.join(", ", label.values());
    return "| `%s` | %s | %s | %s |"
        .formatted(
            meter.prometheusName(),
            meter.kind().name().toLowerCase(Locale.ROOT),
            labels,
            meter.doc());
  }
}
