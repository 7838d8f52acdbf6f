// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.PipelineSettings.Partitioning;
import io.traceweir.pipeline.assemble.RefusedException;
import io.traceweir.testkit.EmbeddedKafka;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Topics, offsets and state that do not belong together: refused with the reason and a command, and
 * when that was run, the pipeline goes on. Pipelines of one broker, each with topics of its own.
 */
class RefusalsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** A dead member is soon forgotten, so that offsets can be set. */
  private static final Map<String, String> QUICK =
      Map.of("consumer.session.timeout.ms", "2000", "consumer.heartbeat.interval.ms", "500");

  @TempDir static Path dir;
  private static EmbeddedKafka kafka;
  private static Admin admin;
  private static TestTopics topics;
  private static Outputs outputs;

  @BeforeAll
  static void startKafka() {
    var quick = new Properties();
    quick.setProperty("group.min.session.timeout.ms", "1000");
    kafka = EmbeddedKafka.start(dir.resolve("kafka"), 0, quick);
    admin = kafka.admin();
    topics = new TestTopics(kafka.bootstrapServers());
    for (TopicPlan topic : TopicPlan.of(settings("any", Partitioning.ANY))) {
      if (topic.role() == TopicPlan.Role.OUTPUT) {
        kafka.createTopic(topic.name(), 1, topic.config());
      }
    }
    outputs = new Outputs(kafka.bootstrapServers());
  }

  @AfterAll
  static void stopKafka() {
    outputs.close();
    topics.close();
    admin.close();
    kafka.close();
  }

  private static PipelineSettings settings(String id, Partitioning partitioning) {
    PipelineSettings s = QuickSettings.of(kafka.bootstrapServers(), dir.resolve(id), partitioning);
    PipelineSettings.Kafka k = s.kafka();
    PipelineSettings.Input i = s.input();
    return new PipelineSettings(
        new PipelineSettings.Kafka(
            k.bootstrapServers(),
            id,
            k.guarantee(),
            k.commitInterval(),
            k.threads(),
            k.stateDir(),
            QUICK),
        new PipelineSettings.Input(
            List.of(id + "_spans"),
            List.of(id + "_logs"),
            i.encoding(),
            i.partitioning(),
            i.startFrom(),
            i.maxFuture()),
        new PipelineSettings.Fragments(id + "_fragments", 2, s.fragments().retention()),
        s.traces(),
        s.sampling(),
        s.output(),
        s.metrics());
  }

  private static Pipeline start(PipelineSettings s) throws PipelineException {
    return Pipeline.start(s, new SimpleMeterRegistry(), Duration.ofSeconds(20));
  }

  private static String refusalAtStart(PipelineSettings s) {
    try (Pipeline pipeline = start(s)) {
      throw new AssertionError("it started: " + pipeline.state());
    } catch (PipelineException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String refusal(PipelineSettings s) throws Exception {
    try (Pipeline pipeline = start(s)) {
      assertThat(pipeline.awaitStopped(PATIENCE)).isTrue();
      assertThat(pipeline.failure()).isInstanceOf(RefusedException.class);
      return String.valueOf(Objects.requireNonNull(pipeline.failure()).getMessage());
    }
  }

  private static void mend(String message) throws Exception {
    new Commands(admin).run(message);
  }

  private static void createInput(String id, int spans, int logs) {
    kafka.createTopic(id + "_spans", spans, Map.of());
    kafka.createTopic(id + "_logs", logs, Map.of());
  }

  /** A failed trace goes through, and is decided once. */
  private static void decides(PipelineSettings s, String seed) throws Exception {
    try (Pipeline pipeline = start(s)) {
      TraceBuilder trace =
          Traces.trace(seed)
              .at(Duration.ofMillis(System.currentTimeMillis()))
              .root("GET /")
              .service("shop")
              .error();
      byte[] key = trace.traceId().getBytes(StandardCharsets.US_ASCII);
      topics.send(s.input().spans().get(0), key, trace.request().toByteArray());
      await()
          .atMost(PATIENCE)
          .pollInSameThread()
          .untilAsserted(() -> assertThat(decisions(trace)).isOne());
      assertThat(pipeline.failure()).isNull();
    }
    verifyNothingTwice();
  }

  private static long decisions(TraceBuilder trace) {
    return outputs.decisions().stream()
        .filter(d -> Outputs.traceId(d).equals(trace.traceId()))
        .count();
  }

  private static void verifyNothingTwice() {
    assertThat(outputs.decisions().stream().map(Outputs::traceId)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "retention.ms, 1000, retention.ms=607000",
    "cleanup.policy, compact, cleanup.policy=delete",
    "message.timestamp.type, CreateTime, message.timestamp.type=LogAppendTime",
  })
  void shouldRefuseFragmentsThatWouldBeLost(String setting, String value, String remedy)
      throws Exception {
    String id = "lossy-" + setting.replace('.', '-');
    PipelineSettings s = settings(id, Partitioning.ANY);
    createInput(id, 1, 1);
    Map<String, String> config = new HashMap<>(plannedFragments(s));
    config.put(setting, value);
    kafka.createTopic(s.fragments().topic(), 2, config);

    String message = refusalAtStart(s);

    assertThat(message)
        .startsWith("topic " + id + "_fragments has " + setting + "=" + value + ": ")
        .endsWith(
            ". Mend it with: kafka-configs.sh --bootstrap-server "
                + kafka.bootstrapServers()
                + " --alter --entity-type topics --entity-name "
                + id
                + "_fragments --add-config "
                + remedy);
    mend(message);
    await() // until the broker tells of the change
        .atMost(PATIENCE)
        .pollInSameThread()
        .ignoreExceptionsInstanceOf(PipelineException.class)
        .untilAsserted(() -> starts(s));
  }

  private static void starts(PipelineSettings s) throws PipelineException {
    try (Pipeline pipeline = start(s)) {
      assertThat(pipeline.isLive()).isTrue();
    }
  }

  private static Map<String, String> plannedFragments(PipelineSettings s) {
    return TopicPlan.of(s).stream()
        .filter(t -> t.name().equals(s.fragments().topic()))
        .findFirst()
        .orElseThrow()
        .config();
  }

  @Test
  void shouldRefuseATopicThatKafkaStreamsWouldPurge() {
    PipelineSettings s = settings("purged", Partitioning.ANY);
    createInput("purged", 1, 1);
    PipelineSettings.Fragments f = s.fragments();
    String topic = "purged-fragments-repartition";
    var purged =
        new PipelineSettings(
            s.kafka(),
            s.input(),
            new PipelineSettings.Fragments(topic, f.partitions(), f.retention()),
            s.traces(),
            s.sampling(),
            s.output(),
            s.metrics());

    assertThat(refusalAtStart(purged))
        .isEqualTo(
            "topic purged-fragments-repartition looks like an internal topic of Kafka Streams,"
                + " which deletes its records as soon as they were read once: traces that wait"
                + " could not be restored. Use an ordinary topic, with another name in"
                + " fragments.topic");
  }

  @Test
  void shouldRefuseKeyedInputWithUnequalPartitionsAndLaterWithMore() throws Exception {
    PipelineSettings s = settings("keyed", Partitioning.TRACE_ID);
    createInput("keyed", 2, 1);

    String unequal = refusalAtStart(s);

    assertThat(unequal)
        .isEqualTo(
            "with input.partitioning: trace_id all input topics need the same number of partitions,"
                + " but they have {keyed_logs=1, keyed_spans=2}: spans and logs of a trace would be"
                + " in different ones. Mend it with: kafka-topics.sh --bootstrap-server "
                + kafka.bootstrapServers()
                + " --alter --topic keyed_logs --partitions 2");
    mend(unequal);
    decides(s, "keyed");

    mend("kafka-topics.sh --alter --topic keyed_spans --partitions 3");
    mend("kafka-topics.sh --alter --topic keyed_logs --partitions 3");
    String more = refusalAtStart(s);
    assertThat(more)
        .startsWith(
            "topic keyed_spans has 3 partitions, but the decision memory was written for 2"
                + " (keyed-decision-memory-changelog): ")
        .contains("--topic keyed_spans --reset-offsets --to-current --execute")
        .contains("--topic keyed_logs --reset-offsets --to-current --execute");
    mend(more);
    decides(s, "keyed and more");
  }

  /** Some minutes long, as a group has to be forgotten before its offsets can be set. */
  @Test
  @EnabledIfSystemProperty(named = "traceweir.thorough", matches = "true")
  void shouldRefuseStateThatDoesNotBelongToTheLogAndGoOnWhenItIsMended() throws Exception {
    PipelineSettings s = settings("life", Partitioning.ANY);
    createInput("life", 1, 1);
    decides(s, "first");

    mend(back());
    mendRefusal(s, "was moved back to 0, before what the decision memory has seen");
    decides(s, "after a move back");

    mend(forward(s));
    mendRefusal(s, "was moved forward to ");
    decides(s, "after a move forward");

    mend("kafka-topics.sh --delete --topic life_fragments");
    kafka.createTopic("life_fragments", 2, plannedFragments(s));
    mendRefusal(s, "topic life_fragments was deleted and made anew since");
    decides(s, "after a topic made anew");

    mend("kafka-topics.sh --delete --topic life-decision-memory-changelog");
    delete(dir.resolve("life"));
    mendRefusal(s, "but the decision memory is empty: its changelog was lost");
    decides(s, "after a lost changelog");

    mend("kafka-topics.sh --alter --topic life_partials --partitions 9");
    mendRefusalAtStart(s, "life_partials has 9 partitions, not 8: series would change their owner");
    decides(s, "after more partials");

    mend("kafka-topics.sh --alter --topic life_fragments --partitions 3");
    mendRefusalAtStart(s, "topic life_fragments has 3 partitions, but the decision memory was");
    decides(s, "after more fragments");
  }

  /** What Kafka's tools have set is told from what processing has committed. */
  @Test
  void shouldRefuseOffsetsThatWereMovedAndPartitionsThatWereAdded() throws Exception {
    PipelineSettings s = settings("moved", Partitioning.ANY);
    createInput("moved", 1, 1);
    decides(s, "moved");

    mend("kafka-topics.sh --alter --topic moved_partials --partitions 9");
    assertThat(refusalAtStart(s))
        .isEqualTo(
            "moved_partials has 9 partitions, not 8: series would change their owner. Sums in it"
                + " that are not in a series yet (seconds of them, after a clean stop) are lost when"
                + " it is made anew: stop all instances and run: kafka-topics.sh --bootstrap-server "
                + kafka.bootstrapServers()
                + " --delete --topic moved_partials");
    mend(refusalAtStart(s));

    mend(
        "kafka-consumer-groups.sh --group moved --topic moved_fragments --reset-offsets"
            + " --to-earliest --execute");
    assertThat(refusal(s))
        .contains("was moved back to 0, before what the decision memory has seen")
        .containsPattern("--topic moved_fragments:\\d --reset-offsets --to-offset \\d+ --execute");
  }

  private static void mendRefusalAtStart(PipelineSettings s, String reason) throws Exception {
    String message = refusalAtStart(s);
    assertThat(message).contains(reason);
    mend(message);
  }

  /** Each partition says it for itself. */
  private static void mendRefusal(PipelineSettings s, String reason) throws Exception {
    for (int partition = 0; partition < 2; partition++) {
      String message = refusal(s);
      assertThat(message).contains(reason);
      mend(message);
      if (!message.contains("_fragments:")) {
        return; // a command for all
      }
      if (!isLeft(s)) {
        return;
      }
    }
  }

  /** Does the other partition refuse, too? */
  private static boolean isLeft(PipelineSettings s) throws Exception {
    try (Pipeline pipeline = start(s)) {
      await().atMost(PATIENCE).until(() -> pipeline.isReady() || pipeline.failure() != null);
      return pipeline.failure() != null;
    }
  }

  private static String back() {
    return "kafka-consumer-groups.sh --group life --topic life_fragments --reset-offsets"
        + " --to-earliest --execute";
  }

  /** Over records that nobody has read. */
  private static String forward(PipelineSettings s) throws Exception {
    for (int p = 0; p < 2; p++) {
      var partition = new TopicPartition(s.fragments().topic(), p);
      topics.sendTo(partition, System.currentTimeMillis(), new byte[] {1, 2, 3});
    }
    topics.flush();
    return "kafka-consumer-groups.sh --group life --topic life_fragments --reset-offsets"
        + " --to-latest --execute";
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
