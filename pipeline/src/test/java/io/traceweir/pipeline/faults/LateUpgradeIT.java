// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span;
import io.traceweir.pipeline.Outputs;
import io.traceweir.pipeline.PipelineSettings.Guarantee;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.pipeline.TestTopics;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Traces that were dropped come back from a real broker when an error comes late: whole, once, also
 * when the process is killed meanwhile, and not when the topic has removed them.
 */
class LateUpgradeIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int TRACES = 20;
  private static final String RULES =
      """
      version: 1
      rules:
        - name: errors
          when: trace.error and root.service == "shop"
          keep: 100%
          late_upgrade: { max_per_second: 1000 }
        - { name: rest, keep: 0% }
      """;

  @RegisterExtension static final QuickBroker KAFKA = new QuickBroker();

  @TempDir Path dir;

  private static TraceBuilder early(int number) {
    return Traces.trace("trace " + number)
        .root("GET /")
        .service("shop")
        .child("db")
        .log(SeverityNumber.SEVERITY_NUMBER_INFO, "early");
  }

  private static TraceBuilder late(String seed) {
    return Traces.trace(seed).orphan("payment").service("shop").spanId("00000000000000aa").error();
  }

  private static ConditionFactory waiting() {
    return await().atMost(PATIENCE).pollInSameThread().pollInterval(Duration.ofMillis(100));
  }

  @ParameterizedTest
  @EnumSource(Partitioning.class)
  void shouldBringBackWhatWasDroppedOnceAndWhole(Partitioning partitioning) throws Exception {
    Setup setup =
        Setup.of(
                KAFKA.bootstrapServers(),
                "late-" + partitioning,
                partitioning,
                Guarantee.EXACTLY_ONCE)
            .withRules(RULES);
    setup.createInputs();
    try (var workers = new Workers(setup, dir, true);
        var topics = new TestTopics(setup.bootstrapServers(), setup.inputs() + "-");
        Outputs outputs = setup.outputs()) {
      try {
        play(setup, workers, topics, outputs);
      } catch (Throwable e) {
        workers.printLogs();
        throw e;
      }
      // each topic has commit markers of its own
      waiting().untilAsserted(() -> verifyKept(outputs));
      verifyEvents(outputs);
    }
  }

  private static void play(Setup setup, Workers workers, TestTopics topics, Outputs outputs)
      throws Exception {
    workers.start(1);
    workers.awaitReady(1);
    TraceBuilder gone = Traces.trace("gone").root("GET /").service("shop").child("db");
    topics.send(gone); // first: what lies before it is removed with it
    for (int i = 0; i < TRACES; i++) {
      topics.send(early(i));
    }
    waiting().until(() -> outputs.decisions().size() == TRACES + 1);
    assertThat(outputs.decisions())
        .allMatch(decision -> Outputs.say(decision, "outcome").equals("dropped"));

    removeFromTheLog(setup, outputs, gone);
    topics.send(late("gone"));
    for (int i = 0; i < TRACES; i++) {
      topics.send(late("trace " + i));
    }
    waiting().until(() -> !outputs.upgrades().isEmpty());
    workers.kill(1);
    workers.start(1);
    waiting().until(() -> outputs.upgrades().size() == TRACES + 1);
    Map<String, Long> calls =
        new TreeMap<>(Map.of("GET /", TRACES + 1L, "db", TRACES + 1L, "payment", TRACES + 1L));
    waiting().untilAsserted(() -> assertThat(calls(outputs)).isEqualTo(calls));
  }

  /** What retention does, only sooner. */
  private static void removeFromTheLog(Setup setup, Outputs outputs, TraceBuilder trace)
      throws Exception {
    LogRecord decision =
        outputs.decisions().stream()
            .filter(d -> Outputs.traceId(d).equals(trace.traceId()))
            .findFirst()
            .orElseThrow();
    String[] address = Outputs.say(decision, "fragments").split("[:-]", -1);
    String topic = setup.partitioning() == Partitioning.ANY ? setup.fragments() : setup.spans();
    var partition = new TopicPartition(topic, Integer.parseInt(address[0]));
    long before = Long.parseLong(address[1]) + 1;
    try (Admin admin = setup.admin()) {
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before))).all().get();
    }
  }

  /** Spans by name. */
  private static Map<String, Long> calls(Outputs outputs) {
    Map<String, Long> byName = new TreeMap<>();
    outputs
        .calls()
        .forEach((series, count) -> byName.merge(series.split("\\|", -1)[1], count, Long::sum));
    return byName;
  }

  private static void verifyKept(Outputs outputs) {
    Map<String, List<String>> kept =
        outputs.keptSpans().stream()
            .collect(
                Collectors.groupingBy(
                    LateUpgradeIT::traceId,
                    Collectors.mapping(Span::getName, Collectors.toList())));
    assertThat(outputs.keptSpans()).allMatch(s -> s.getTraceState().isEmpty());
    for (int i = 0; i < TRACES; i++) {
      List<String> names = kept.remove(early(i).traceId());
      assertThat(names).containsExactlyInAnyOrder("GET /", "db", "payment");
    }
    assertThat(kept).isEmpty();
    assertThat(outputs.keptLogs()).hasSize(TRACES);
  }

  private static String traceId(Span span) {
    return HexFormat.of().formatHex(span.getTraceId().toByteArray());
  }

  private static void verifyEvents(Outputs outputs) {
    assertThat(outputs.decisions()).hasSize(TRACES + 1);
    assertThat(outputs.upgrades())
        .extracting(Outputs::traceId)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    IntStream.range(0, TRACES).mapToObj(i -> early(i).traceId()),
                    Stream.of(late("gone").traceId()))
                .toList());
    Map<String, Long> outcomes =
        outputs.upgrades().stream()
            .collect(
                Collectors.groupingBy(
                    e -> Outputs.say(e, "outcome") + " " + Outputs.say(e, "reason"),
                    Collectors.counting()));
    assertThat(outcomes).isEqualTo(Map.of("upgraded ", (long) TRACES, "failed retention", 1L));
  }
}
