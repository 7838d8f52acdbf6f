// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static io.traceweir.testkit.Traces.trace;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.traceweir.app.ExitCode;
import io.traceweir.app.config.Configuration;
import io.traceweir.app.doctor.KeyGuard;
import io.traceweir.pipeline.KeyPartitioner;
import io.traceweir.pipeline.PipelineException;
import io.traceweir.testkit.TraceBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Starts on input that is keyed in another way than the configuration says. */
class KeyGuardIT extends DoctorOnKafka {
  private static final int PARTITIONS = 8;

  @Test
  void shouldRefuseInputWithoutKeysUntilTheFirstRightRecord() throws Exception {
    Path config = keyed("bare");
    for (int i = 0; i < 30; i++) {
      write("bare_spans", null, null, some("bare" + i).request().toByteArray());
    }

    Ran ran = Ran.traceweir("run", "-c", config);

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(ran.err())
        .endsWith(
            "with input.partitioning: trace_id each record needs the id of its one trace as its"
                + " key, but not one of topic bare_spans has it: 30 of the newest 30 records of"
                + " bare_spans have no key. So traces are split over partitions, and decided in"
                + " parts. In the Collector's kafka exporter set partition_traces_by_id: true (and"
                + " partition_logs_by_trace_id: true), or here input.partitioning: any. One of"
                + " the next records that is keyed by its trace id lifts this refusal; `traceweir"
                + " doctor --config "
                + config
                + "` looks at the keys again\n")
        .doesNotContain("\tat ");
    assertThat(Ran.traceweir("doctor", "--watch", "1ms", "-c", config).out())
        .contains("30 of the newest 30 records of bare_spans have no");

    send(KeyPartitioner.SARAMA_COMPAT, "bare_spans", some("mended"), false);
    assertThat(warnings(config))
        .containsExactly("30 of the newest 31 records of bare_spans have no key");
  }

  @Test
  void shouldRefuseLogsThatAreHashedInAnotherWayThanSpans() throws Exception {
    Path config = keyed("hash");
    for (int i = 0; i < 40; i++) {
      send(KeyPartitioner.SARAMA_COMPAT, "hash_spans", some("hash" + i), false);
      send(KeyPartitioner.MURMUR2, "hash_logs", some("hash" + i), true);
    }

    Ran ran = Ran.traceweir("run", "-c", config);

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(ran.err())
        .containsPattern(
            "partition, but \\d+ of the newest 40 records of hash_logs lie in another partition"
                + " than sarama_compat chooses; all lie where murmur2 puts them, while those of"
                + " hash_spans lie where sarama_compat puts them\\. So traces are split");

    for (int i = 0; i < 5; i++) { // one of them at least is put elsewhere by murmur2
      send(KeyPartitioner.SARAMA_COMPAT, "hash_logs", some("mended" + i), true);
    }
    assertThat(warnings(config))
        .singleElement()
        .asString()
        .matches(
            "\\d+ of the newest 45 records of hash_logs lie in another partition than"
                + " sarama_compat chooses");
  }

  @Test
  void shouldRefuseThePartitionerNobodyUsesOnlyToADoor() throws Exception {
    Path config = keyed("door");
    for (int i = 0; i < 40; i++) {
      send(KeyPartitioner.MURMUR2, "door_spans", some("door" + i), false);
      send(KeyPartitioner.MURMUR2, "door_logs", some("door" + i), true);
    }
    assertThat(warnings(config))
        .singleElement()
        .asString()
        .contains("records of door_spans lie in another", "; ", "records of door_logs lie in");

    Files.writeString(
        config,
        Files.readString(config).replace("door_logs,", "door_logs, otlp: \"127.0.0.1:0\","));
    try (Service service = new Service(Configuration.load(config, Map.of()))) {
      assertThatThrownBy(() -> service.start(Duration.ofSeconds(30), false))
          .isInstanceOfSatisfying(
              PipelineException.class,
              e -> assertThat(e.kind()).isEqualTo(PipelineException.Kind.REFUSED))
          .hasMessageContaining("while the OTLP door writes where sarama_compat puts them");
    }
  }

  @Test
  void shouldNotLookAtKeysWhereAnyWillDo() throws Exception {
    Path config = keyed("any");
    Files.writeString(config, Files.readString(config).replace("trace_id", "any"));
    for (int i = 0; i < 30; i++) {
      write("any_spans", null, null, some("any" + i).request().toByteArray());
    }

    assertThat(warnings(config)).isEmpty();
  }

  private static TraceBuilder some(String seed) {
    return trace(seed).root("GET /").log(SeverityNumber.SEVERITY_NUMBER_INFO, "x");
  }

  private static void send(
      KeyPartitioner partitioner, String topic, TraceBuilder trace, boolean logs) throws Exception {
    String key = trace.traceId();
    int partition = partitioner.partition(key.getBytes(UTF_8), PARTITIONS);
    byte[] value = logs ? trace.logs().toByteArray() : trace.request().toByteArray();
    write(topic, partition, key, value);
  }

  /** What is said of keys at a start that succeeds. */
  private static List<String> warnings(Path config) throws Exception {
    Logger log = (Logger) LoggerFactory.getLogger(KeyGuard.class);
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    log.addAppender(said);
    try (Service service = new Service(Configuration.load(config, Map.of()))) {
      service.start(Duration.ofSeconds(30), false);
      await().atMost(Duration.ofSeconds(60)).until(service::isReady);
    } finally {
      log.detachAppender(said);
    }
    return said.list.stream()
        .filter(event -> event.getLevel() == Level.WARN)
        .map(event -> String.valueOf(event.getKeyValuePairs().get(0).value))
        .toList();
  }

  private static Path keyed(String id) throws Exception {
    Path config =
        config(
            id,
            "input: { spans: %1$s_spans, logs: %1$s_logs, partitioning: trace_id }\n".formatted(id)
                + "http: { health: \"127.0.0.1:0\", api: off }\n");
    String text = Files.readString(config);
    Files.writeString(
        config,
        text.replace(
            "application_id: " + id,
            "application_id: " + id + ", threads: 1, state_dir: " + directory.resolve(id)));
    for (String topic : List.of(id + "_spans", id + "_logs")) {
      kafka.createTopic(topic, PARTITIONS, Map.of("message.timestamp.type", "LogAppendTime"));
    }
    return config;
  }
}
