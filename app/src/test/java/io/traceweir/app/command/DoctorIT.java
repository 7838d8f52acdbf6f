// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static io.traceweir.testkit.Traces.trace;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.traceweir.app.ExitCode;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.pipeline.KeyPartitioner;
import io.traceweir.testkit.EmbeddedKafka;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor with set-ups that are broken in known ways, on a broker that knows permissions. */
class DoctorIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private static Path directory;

  @SuppressWarnings("NullAway.Init") // set before all
  private static EmbeddedKafka kafka;

  @SuppressWarnings("NullAway.Init") // set before all
  private static Producer<byte[], byte[]> producer;

  @BeforeAll
  static void startKafka() {
    Properties authorizer = new Properties();
    authorizer.setProperty(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    authorizer.setProperty("allow.everyone.if.no.acl.found", "true");
    kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0, authorizer);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterAll
  static void stopKafka() {
    producer.close();
    kafka.close();
  }

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
  void shouldSayWhatIsInTheInputInsteadOfRequests() throws Exception {
    Path config = config("odd", "input: { spans: [ odd_json, odd_logs, odd_junk ] }");
    create(config);
    byte[] json = OtlpJson.toJson(trace("j").root("GET /").request()).getBytes(UTF_8);
    write("odd_json", null, null, json);
    write(
        "odd_logs",
        null,
        null,
        trace("l")
            .root("GET /")
            .log(SeverityNumber.SEVERITY_NUMBER_INFO, "secret")
            .logs()
            .toByteArray());
    write("odd_junk", null, null, "no such thing, and secret".getBytes(UTF_8));

    Ran text = doctor(config);

    assertThat(text.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(text.out()).doesNotContain("secret");
    assertThat(found(json(config), "input.encoding"))
        .containsExactly(
            "1 of the newest 1 records of odd_json are otlp_json, not otlp_proto",
            "1 of the newest 1 records of odd_logs hold logs, not spans",
            "1 of the newest 1 records of odd_junk cannot be read: truncated_or_not_protobuf");
  }

  @Test
  void shouldDoubtTimesThatCannotBe() throws Exception {
    Path config = config("time", "input: { spans: [ time_ahead, time_mixed ] }");
    create(config);
    long now = CLOCK.millis();
    Duration year = Duration.ofDays(365);
    byte[] request = trace("t").root("GET /").request().toByteArray();
    write("time_ahead", 0, now + Duration.ofMinutes(30).toMillis(), null, request);
    write("time_mixed", 0, now, null, request);
    write("time_mixed", 0, now - year.toMillis(), null, request);

    JsonNode json = json(config);

    assertThat(verdict(json, "input.timestamps")).isEqualTo("problem");
    assertThat(found(json, "input.timestamps"))
        .anyMatch(
            found ->
                found.matches(
                    "1 of the newest 1 records of time_ahead are ahead of this machine's clock, by"
                        + " up to (29|30) min.*"))
        .contains(
            "records of time_mixed are out of order by 365 d, more than traces.decision_wait (30"
                + " s)");
  }

  @Test
  void shouldVerifyKeysWhereTheInputIsKeyedByTrace() throws Exception {
    Path config =
        config("keys", "input: { spans: keys_spans, logs: keys_logs, partitioning: trace_id }");
    kafka.createTopic("keys_spans", 8, Map.of("message.timestamp.type", "LogAppendTime"));
    kafka.createTopic("keys_logs", 8, Map.of("message.timestamp.type", "LogAppendTime"));
    create("keys");
    for (int i = 0; i < 40; i++) {
      TraceBuilder trace =
          trace("k" + i).root("GET /").log(SeverityNumber.SEVERITY_NUMBER_INFO, "x");
      byte[] key = trace.traceId().getBytes(UTF_8);
      int sarama = KeyPartitioner.SARAMA_COMPAT.partition(key, 8);
      write("keys_spans", sarama, trace.traceId(), trace.request().toByteArray());
    }
    assertThat(found(json(config), "input.keys"))
        .containsExactly(
            "the newest 40 records hold one trace each, are keyed by its id and lie where"
                + " sarama_compat puts them");

    for (int i = 0; i < 40; i++) {
      TraceBuilder trace =
          trace("k" + i).root("GET /").log(SeverityNumber.SEVERITY_NUMBER_INFO, "x");
      int murmur = KeyPartitioner.MURMUR2.partition(trace.traceId().getBytes(UTF_8), 8);
      write("keys_logs", murmur, trace.traceId(), trace.logs().toByteArray());
    }
    TraceBuilder one = trace("one").root("GET /");
    write("keys_spans", 0, null, one.request().toByteArray());
    write("keys_spans", 0, "checkout", one.request().toByteArray());
    write("keys_spans", 0, one.traceId(), Traces.spans(one, trace("two").root("x")).toByteArray());
    JsonNode json = json(config);
    assertThat(found(json, "input.keys"))
        .contains(
            "1 of the newest 43 records of keys_spans have no key",
            "1 of the newest 43 records of keys_spans have a key that is not the trace id in 32 hex"
                + " digits",
            "1 of the newest 43 records of keys_spans hold more than one trace")
        .anyMatch(
            found ->
                found.matches(
                    "\\d+ of the newest 40 records of keys_logs lie in another partition than"
                        + " sarama_compat chooses; all lie where murmur2 puts them"))
        .anyMatch(
            found ->
                found.matches(
                    "\\d+ of 42 traces lie in several partitions, such as [0-9a-f]{32} in .*"));
    assertThat(verdict(json, "input.keys")).isEqualTo("problem");
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
  void shouldFindStrangersInTheGroup() throws Exception {
    Path config = config("busy", "input: { spans: busy_spans }");
    create(config);
    try (Consumer<byte[], byte[]> stranger = consumer("busy")) {
      stranger.subscribe(List.of("busy_spans"));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> !stranger.poll(Duration.ofMillis(100)).isEmpty() || assigned(stranger));

      JsonNode json = json(config);

      assertThat(found(json, "group.members").get(0))
          .startsWith(
              "group busy is used by consumers that are not Kafka Streams: stranger at /127.0.0.1"
                  + " reads [busy_spans]");
      assertThat(commands(json, "group.members"))
          .containsExactly(
              "kafka-consumer-groups.sh --bootstrap-server "
                  + kafka.bootstrapServers()
                  + " --group busy --describe --members --verbose");
    }
  }

  @Test
  void shouldSayWhenPositionsAreNotInTheLogAndWhenTheLagIsLong() throws Exception {
    Path config = config("lag", "input: { spans: [ lag_gone, lag_beyond, lag_old ] }");
    create(config);
    long now = CLOCK.millis();
    byte[] request = trace("t").root("GET /").request().toByteArray();
    for (int i = 0; i < 5; i++) {
      write("lag_gone", 0, now, null, request);
      write("lag_old", 0, now - Duration.ofHours(5).toMillis(), null, request);
    }
    try (Admin admin = kafka.admin()) {
      admin
          .deleteRecords(Map.of(new TopicPartition("lag_gone", 0), RecordsToDelete.beforeOffset(3)))
          .all()
          .get();
      admin
          .alterConsumerGroupOffsets(
              "lag",
              Map.of(
                  new TopicPartition("lag_gone", 0), new OffsetAndMetadata(1),
                  new TopicPartition("lag_beyond", 0), new OffsetAndMetadata(7),
                  new TopicPartition("lag_old", 0), new OffsetAndMetadata(1)))
          .all()
          .get();
    }

    JsonNode json = json(config);

    assertThat(found(json, "group.offsets"))
        .containsExactlyInAnyOrder(
            "lag_gone-0 was read up to offset 1, but begins at 3 now",
            "lag_beyond-0 was read up to offset 7, but ends at 0");
    assertThat(texts(json, "group.offsets", "follows"))
        .contains("2 records expired before being read, and are lost");
    assertThat(found(json, "group.lag").get(0))
        .matches("lag_old: 4 records not read yet, the oldest is 5 h.* old, and nobody reads");
  }

  @Test
  void shouldNameWhatIsNotPermittedAndTheCommandThatPermitsIt() throws Exception {
    Path config = config("acl", "input: { spans: acl_spans, logs: acl_logs }");
    create(config);
    try (Admin admin = kafka.admin()) {
      admin
          .createAcls(
              List.of(
                  allow(ResourceType.TOPIC, "acl_spans", "ANONYMOUS", AclOperation.DESCRIBE),
                  allow(ResourceType.TOPIC, "acl_logs", "somebody", AclOperation.READ),
                  allow(ResourceType.TRANSACTIONAL_ID, "acl", "somebody", AclOperation.WRITE),
                  allow(ResourceType.GROUP, "acl", "somebody", AclOperation.READ)))
          .all()
          .get();
    }
    String allow =
        "kafka-acls.sh --bootstrap-server "
            + kafka.bootstrapServers()
            + " --add --allow-principal User:weir ";

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              JsonNode json = json(config, "--principal", "User:weir");
              assertThat(found(json, "permissions.topics"))
                  .containsExactly(
                      "READ, DESCRIBE_CONFIGS is not permitted on topic acl_spans",
                      "topic acl_logs may not even be described");
              assertThat(commands(json, "permissions.topics"))
                  .containsExactly(
                      allow + "--operation Read --operation DescribeConfigs --topic acl_spans",
                      allow + "--operation Read --operation DescribeConfigs --topic acl_logs");
              assertThat(commands(json, "permissions.group"))
                  .containsExactly(allow + "--operation Read --group acl");
              assertThat(commands(json, "permissions.transactions"))
                  .containsExactly(
                      allow
                          + "--operation Write --operation Describe --transactional-id acl"
                          + " --resource-pattern-type prefixed");
              assertThat(json.path("verdict").asText()).isEqualTo("problem");
            });
  }

  private static AclBinding allow(ResourceType type, String name, String user, AclOperation what) {
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.PREFIXED),
        new AccessControlEntry("User:" + user, "*", what, AclPermissionType.ALLOW));
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

  private static Ran doctor(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("doctor", "--watch", "1ms", "-c"));
    all.addAll(List.of(arguments));
    return Ran.traceweir(all.toArray());
  }

  private static JsonNode json(Object... arguments) throws IOException {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--output", "json"));
    return JSON.readTree(doctor(all.toArray()).out());
  }

  /** What a check found, without what is fine when something is not. */
  private static List<String> found(JsonNode report, String id) {
    return texts(report, id, "found");
  }

  private static List<String> texts(JsonNode report, String id, String field) {
    List<String> texts = new ArrayList<>();
    for (JsonNode check : report.path("checks")) {
      if (check.path("id").asText().equals(id)) {
        check.path("findings").forEach(finding -> texts.add(finding.path(field).asText()));
      }
    }
    return texts;
  }

  private static List<String> commands(JsonNode report, String id) {
    List<String> commands = new ArrayList<>();
    for (JsonNode check : report.path("checks")) {
      if (check.path("id").asText().equals(id)) {
        check
            .path("findings")
            .forEach(
                finding ->
                    finding.path("commands").forEach(command -> commands.add(command.asText())));
      }
    }
    return commands;
  }

  private static String verdict(JsonNode report, String id) {
    for (JsonNode check : report.path("checks")) {
      if (check.path("id").asText().equals(id)) {
        return check.path("verdict").asText();
      }
    }
    return "no such check";
  }

  /** What is missing besides the topics that a test has made. */
  private static void create(String id) {
    Ran unused = Ran.traceweir("topics", "create", "-c", directory.resolve(id + "/traceweir.yaml"));
  }

  private static Consumer<byte[], byte[]> consumer(String group) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "group.id",
            group,
            "client.id",
            "stranger"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static boolean assigned(Consumer<byte[], byte[]> consumer) {
    return !consumer.assignment().isEmpty();
  }

  private static void create(Path config) {
    assertThat(Ran.traceweir("topics", "create", "-c", config).exitCode()).isEqualTo(ExitCode.OK);
  }

  private static void write(
      String topic, @Nullable Integer partition, @Nullable String key, byte[] value)
      throws Exception {
    write(topic, partition, null, key, value);
  }

  private static void write(
      String topic,
      @Nullable Integer partition,
      @Nullable Long timestamp,
      @Nullable String key,
      byte[] value)
      throws Exception {
    byte[] bytes = key == null ? null : key.getBytes(UTF_8);
    producer.send(new ProducerRecord<>(topic, partition, timestamp, bytes, value)).get();
  }

  private static Path config(String id, String more) throws IOException {
    return config(id, kafka.bootstrapServers(), "", more);
  }

  private static Path config(String id, String bootstrap, String properties, String more)
      throws IOException {
    Path folder = Files.createDirectories(directory.resolve(id));
    return Files.writeString(
        folder.resolve("traceweir.yaml"),
        """
        kafka: { bootstrap_servers: "%s", application_id: %s, properties: { %s } }
        fragments: { partitions: 4 }
        sampling: { rules: [ { name: all, keep: 100%% } ] }
        %s
        """
            .formatted(bootstrap, id, properties, more));
  }
}
