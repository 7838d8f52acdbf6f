// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static io.traceweir.testkit.Traces.trace;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.traceweir.app.ExitCode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The doctor with brokers and topics that are broken in known ways. */
class DoctorIT extends DoctorOnKafka {
  @Test
  void shouldFindNothingWrongWithAHealthySetUp() throws Exception {
    Path config = config("well", "input: { spans: well_spans, logs: well_logs }");
    create(config);
    for (int i = 0; i < 20; i++) {
      write("well_spans", null, null, trace("well" + i).root("GET /").request().toByteArray());
    }

    Ran text = doctor(config);

    assertThat(text.err().lines()).allMatch(line -> line.startsWith("traceweir: "));
    assertThat(text.out())
        .startsWith(config + "\nKafka at " + kafka.bootstrapServers() + "\n\nKafka\n")
        .contains("\nKafka\n  ok       reachable: all answer: bootstrap server ")
        .containsPattern("All is well: 0 problems, 0 warnings, \\d+ ok, \\d skipped\n$")
        .doesNotContain("problem ", "warning ", "\u001b");
    assertThat(text.out().lines()).allMatch(line -> line.length() <= 80 || !line.contains(" "));
    assertThat(text.exitCode()).isEqualTo(ExitCode.OK);
    JsonNode json = json(config);
    assertThat(json.path("version").asInt()).isEqualTo(1);
    assertThat(json.path("verdict").asText()).isEqualTo("ok");
    assertThat(json.path("application_id").asText()).isEqualTo("well");
    assertThat(found(json, "topics.exist")).containsExactly("10 topics exist");
    assertThat(found(json, "topics.retention"))
        .containsExactly(
            "an outage of up to 23 h 54 min loses nothing: well_fragments keeps 24 h, of which"
                + " traces may need 5 min 40 s to wait");
    assertThat(found(json, "input.encoding"))
        .containsExactly("the newest 20 records are otlp_proto");
    assertThat(found(json, "group.members"))
        .containsExactly("group well does not exist yet: nothing has run under it");
    assertThat(found(json, "memory.heap").get(0)).contains("; it fits into 1 instance with");
  }

  @Test
  void shouldSayThatTheInputIsNotThere() throws Exception {
    Path config = config("none", "input: { spans: none_spans, logs: none_logs }");

    Ran text = doctor(config);

    assertThat(text.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(text.out())
        .contains(
            "  problem  exist: input topics none_spans, none_logs do not exist\n"
                + "           So nothing starts.\n"
                + "           Correct their names under input, or make them:\n"
                + "             traceweir topics create \\\n"
                + "               --config "
                + config
                + "\n",
            "\nSomething has to be mended: 1 problem, 0 warnings, ");
  }

  @Test
  void shouldNameTopicsThatLoseOrRefuseData() throws Exception {
    Path config = config("loss", "input: { spans: loss_spans }");
    kafka.createTopic("loss_spans", 2, Map.of("retention.ms", "60000"));
    kafka.createTopic(
        "loss_fragments",
        4,
        Map.of("cleanup.policy", "compact", "retention.ms", "1000", "retention.bytes", "1000000"));
    kafka.createTopic("loss_partials", 3, Map.of("message.timestamp.type", "LogAppendTime"));
    kafka.createTopic("loss-series-changelog", 8, Map.of("cleanup.policy", "delete"));
    kafka.createTopic("loss-decision-memory-changelog", 3, Map.of("cleanup.policy", "compact"));
    create("loss");

    JsonNode json = json(config);

    String alter =
        "kafka-configs.sh --bootstrap-server "
            + kafka.bootstrapServers()
            + " --alter --entity-type topics --entity-name ";
    assertThat(found(json, "topics.settings"))
        .containsExactlyInAnyOrder(
            "topic loss_fragments has cleanup.policy=compact: compaction removes fragments of"
                + " waiting traces",
            "topic loss_fragments has retention.ms=1000: traces wait for up to decision_wait +"
                + " logs_only_wait + max_source_skew, and after an outage of 5 minutes what they"
                + " are made of would be gone",
            "topic loss_fragments has retention.bytes=1000000: under load it may hold less than"
                + " what the waiting traces are made of",
            "topic loss_fragments has message.timestamp.type=CreateTime: fragments carry the time"
                + " of their data, so old data that is replayed expires at once",
            "loss-series-changelog has cleanup.policy=delete");
    assertThat(commands(json, "topics.settings"))
        .contains(
            alter + "loss_fragments --add-config cleanup.policy=delete",
            alter + "loss_fragments --add-config retention.ms=640000",
            alter + "loss-series-changelog --add-config cleanup.policy=compact");
    assertThat(found(json, "topics.partitions"))
        .containsExactlyInAnyOrder(
            "loss_partials has 3 partitions, not 8: series would change their owner. Sums in it that"
                + " are not in a series yet (seconds of them, after a clean stop) are lost when it is"
                + " made anew: stop all instances and run: kafka-topics.sh --bootstrap-server "
                + kafka.bootstrapServers()
                + " --delete --topic loss_partials",
            "topic loss_fragments has 4 partitions, but the decision memory was written for 3"
                + " (loss-decision-memory-changelog): trace ids lie in other partitions than before,"
                + " so traces that were waiting would be split. To go on without them and without the"
                + " memory, stop all instances and run: kafka-topics.sh --bootstrap-server "
                + kafka.bootstrapServers()
                + " --delete --topic loss-decision-memory-changelog && kafka-consumer-groups.sh"
                + " --bootstrap-server "
                + kafka.bootstrapServers()
                + " --group loss --topic loss_fragments --reset-offsets --to-current --execute, or"
                + " start under a new kafka.application_id");
    assertThat(found(json, "topics.retention"))
        .contains(
            "loss_spans keeps 1 min: an outage of up to 1 min loses nothing",
            "loss_fragments has retention.bytes=1000000, and no rate could be measured");
    assertThat(doctor(config, "--allow-warnings").exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void shouldEndWithoutErrorWhenWarningsAreAllowed() throws Exception {
    Path config = config("warned", "input: { spans: warned_spans }");
    kafka.createTopic("warned_spans", 1, Map.of("retention.ms", "1800000"));
    create("warned");

    assertThat(found(json(config), "topics.retention"))
        .containsExactly("warned_spans keeps 30 min: an outage of up to 30 min loses nothing");
    assertThat(doctor(config).exitCode()).isEqualTo(ExitCode.FINDINGS);
    Ran allowed = doctor(config, "--allow-warnings");
    assertThat(allowed.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(allowed.out()).contains("\nIt runs, with warnings: 0 problems, 1 warning, ");
  }

  @Test
  void shouldWantEqualNumbersOfPartitionsWhereTheInputIsKeyed() throws Exception {
    Path config =
        config("count", "input: { spans: count_spans, logs: count_logs, partitioning: trace_id }");
    kafka.createTopic("count_spans", 4, Map.of());
    kafka.createTopic("count_logs", 3, Map.of());
    create("count");

    JsonNode json = json(config);

    assertThat(found(json, "topics.partitions"))
        .containsExactly(
            "with input.partitioning: trace_id all input topics need the same number of partitions,"
                + " but they have {count_logs=3, count_spans=4}: spans and logs of a trace would be in"
                + " different ones");
    assertThat(commands(json, "topics.partitions"))
        .containsExactly(
            "kafka-topics.sh --bootstrap-server "
                + kafka.bootstrapServers()
                + " --alter --topic count_logs --partitions 4");
  }

  @Test
  void shouldSayWhyNobodyAnswers() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    Path config = config("away", "127.0.0.1:" + free + ",no-such-host.invalid:9092", "", "");

    Ran text = doctor(config);

    assertThat(text.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(text.out())
        .contains(
            "  problem  reachable: bootstrap server 127.0.0.1:" + free + ": nobody listens there",
            "  problem  reachable: bootstrap server no-such-host.invalid:9092: there is no",
            "\nKafka cannot be reached: everything else was skipped\n");
    JsonNode json = json(config);
    assertThat(found(json, "topics.exist")).containsExactly("no broker answers");
    assertThat(json.path("reachable").asBoolean(true)).isFalse();
    assertThat(found(json, "kafka.reachable"))
        .containsExactly(
            "bootstrap server 127.0.0.1:" + free + ": nobody listens there (connection refused)",
            "bootstrap server no-such-host.invalid:9092: there is no such host");
  }

  @Test
  void shouldTellALoginOrTlsThatTheListenerDoesNotSpeakFromNobodyThere() throws Exception {
    Path tls = config("tls", kafka.bootstrapServers(), "security.protocol: SSL", "");
    Ran ran = doctor(tls, "--timeout", "4s");
    assertThat(ran.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(ran.out()).doesNotContain("nobody listens").contains("security.protocol");

    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + silent.getLocalPort();
      Path mute = config("mute", address, "", "");
      assertThat(found(json(mute, "--timeout", "1s"), "kafka.reachable"))
          .containsExactly(
              "bootstrap server "
                  + address
                  + ": somebody listens there, but does not answer as Kafka does with"
                  + " security.protocol PLAINTEXT");
    }
  }

  @Test
  void shouldSayMistakesOfTheCommandAndTheFile() throws Exception {
    assertThat(doctor(directory.resolve("missing.yaml")).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(doctor(config("u", ""), "--timeout", "soon").exitCode()).isEqualTo(ExitCode.USAGE);
    Ran mistake = doctor(config("typo", "inptu: {}"));
    assertThat(mistake.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(mistake.err()).contains("traceweir.yaml:", "did you mean \"input\"");
  }
}
