// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import static io.traceweir.testkit.Traces.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** The doctor with a group that others use or that is behind, and with what is not permitted. */
class DoctorGroupIT extends DoctorOnKafka {
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
}
