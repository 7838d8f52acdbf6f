// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.config.Configuration;
import io.traceweir.app.outcome.Decision;
import io.traceweir.app.outcome.Edge;
import io.traceweir.app.outcome.Red;
import io.traceweir.app.outcome.Series;
import io.traceweir.pipeline.DrivenPipeline;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.quickstart.check.Check;
import io.traceweir.quickstart.check.Finding;
import io.traceweir.quickstart.check.Recap;
import io.traceweir.quickstart.check.Received;
import io.traceweir.quickstart.check.Verdict;
import io.traceweir.quickstart.traffic.Request;
import io.traceweir.quickstart.traffic.Scenario;
import io.traceweir.quickstart.traffic.ShopTraffic;
import io.traceweir.quickstart.traffic.ShopTraffic.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shop's traffic through the whole topology, with the quickstart's own settings and check. */
class ShopTopologyTest {
  private static final Duration START = Duration.ofDays(1);

  @TempDir Path dir;

  static Stream<Plan> twentySeeds() {
    return IntStream.rangeClosed(1, 20)
        .mapToObj(seed -> new Plan(seed, 40, Duration.ofSeconds(20), Scenario.TOUR));
  }

  @ParameterizedTest
  @MethodSource("twentySeeds")
  void shouldAgreeWithTheShopForEverySeed(Plan plan) throws Exception {
    assertThat(run(plan).lines())
        .hasSize(9)
        .allSatisfy(line -> assertThat(line.traces()).as(line.incident().label()).isPositive());
  }

  static Stream<Plan> allScenarios() {
    return Scenario.all().stream()
        .flatMap(
            scenario ->
                Stream.of(
                    new Plan(77, 60, Duration.ofSeconds(12), scenario),
                    new Plan(78, 1.5, Duration.ofSeconds(40), scenario)));
  }

  /** Often and rarely visited: with few visits there is silence in between. */
  @ParameterizedTest
  @MethodSource("allScenarios")
  void shouldAgreeWithTheShopInEveryScenario(Plan plan) throws Exception {
    run(plan);
  }

  private Recap run(Plan plan) throws Exception {
    ShopTraffic shop = new ShopTraffic(plan, START);
    Example example = Example.of(false, "unused:9092", dir, Example.rules(null, dir));
    PipelineSettings settings = Configuration.load(example.write(dir), Map.of()).pipeline();
    Received received = new Received();
    try (var pipeline = new DrivenPipeline(settings, START.toMillis())) {
      while (shop.hasNext()) {
        Request request = shop.next();
        pipeline.send(
            topic(settings, request), request.value().toByteArray(), request.timeMillis());
      }
      pipeline.silence(Duration.ofSeconds(20));
      Verdict verdict = verdict(pipeline, settings, shop, received);
      assertThat(verdict.findings()).as(plan.toString()).allMatch(Finding::agrees);
      assertThat(verdict.findings().get(0).expected()).isEqualTo(shop.ledger().traces().size());
    }
    return Recap.of(shop.timeline(), shop.ledger(), received);
  }

  private static String topic(PipelineSettings settings, Request request) {
    return switch (request.signal()) {
      case SPANS -> settings.input().spans().get(0);
      case LOGS -> settings.input().logs().get(0);
    };
  }

  private static Verdict verdict(
      DrivenPipeline pipeline, PipelineSettings settings, ShopTraffic shop, Received received)
      throws Exception {
    for (byte[] value : pipeline.written(settings.output().decisions())) {
      Decision.readAll(value, received::decided);
    }
    for (byte[] value : pipeline.written(settings.output().spans())) {
      received.keptSpans(value);
    }
    for (byte[] value : pipeline.written(settings.output().logs())) {
      received.keptLogs(value);
    }
    return new Check(shop.ledger(), received, true, false)
        .verdict(
            Red.operations(series(pipeline, settings.metrics().spanMetricsTopic())),
            Edge.all(series(pipeline, settings.metrics().serviceGraphTopic())));
  }

  private static Series series(DrivenPipeline pipeline, String topic) throws Exception {
    Series series = new Series();
    for (byte[] value : pipeline.written(topic)) {
      series.add(value);
    }
    return series;
  }
}
