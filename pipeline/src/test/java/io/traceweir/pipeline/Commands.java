// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** Does what the commands in a message would do, as Kafka's tools do it. */
final class Commands {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern COMMAND = Pattern.compile("kafka-[a-z-]+\\.sh [^&,\\n]+");

  private final Admin admin;

  Commands(Admin admin) {
    this.admin = admin;
  }

  /** Runs them all, one after the other; a message without any is wrong. */
  void run(String message) throws Exception {
    List<String> found = COMMAND.matcher(message).results().map(m -> m.group().trim()).toList();
    if (found.isEmpty()) {
      throw new AssertionError("no command in: " + message);
    }
    for (String command : found) {
      run(List.of(command.split(" ")));
    }
  }

  private void run(List<String> words) throws Exception {
    switch (words.get(0)) {
      case "kafka-topics.sh" -> topics(words);
      case "kafka-configs.sh" -> configs(words);
      case "kafka-consumer-groups.sh" -> offsets(words);
      default -> throw new AssertionError("unknown: " + words);
    }
  }

  private static String value(List<String> words, String option) {
    int at = words.indexOf(option);
    if (at < 0) {
      throw new AssertionError(option + " is missing in " + words);
    }
    return words.get(at + 1);
  }

  private void topics(List<String> words) throws Exception {
    String topic = value(words, "--topic");
    if (words.contains("--delete")) {
      admin.deleteTopics(List.of(topic)).all().get();
      await().atMost(PATIENCE).until(() -> !admin.listTopics().names().get().contains(topic));
    } else if (words.contains("--alter")) {
      int partitions = Integer.parseInt(value(words, "--partitions"));
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all().get();
      await().atMost(PATIENCE).until(() -> partitions(topic).size() == partitions);
    } else {
      throw new AssertionError("unknown: " + words);
    }
  }

  private void configs(List<String> words) throws Exception {
    var topic = new ConfigResource(ConfigResource.Type.TOPIC, value(words, "--entity-name"));
    String[] setting = value(words, "--add-config").split("=", -1);
    var change =
        new AlterConfigOp(new ConfigEntry(setting[0], setting[1]), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get();
  }

  private void offsets(List<String> words) throws Exception {
    String group = value(words, "--group");
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (TopicPartition p : partitions(value(words, "--topic"))) {
      offsets.put(p, new OffsetAndMetadata(offset(words, group, p)));
    }
    if (!words.contains("--execute")) {
      throw new AssertionError("a dry run: " + words);
    }
    // A group takes offsets from outside when its last member has timed out.
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              admin.alterConsumerGroupOffsets(group, offsets).all().get();
              return true;
            });
  }

  private Set<TopicPartition> partitions(String topic) throws Exception {
    String[] parts = topic.split(":", -1);
    if (parts.length == 2) {
      return Arrays.stream(parts[1].split(","))
          .map(p -> new TopicPartition(parts[0], Integer.parseInt(p)))
          .collect(Collectors.toSet());
    }
    var found = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
    Set<TopicPartition> all = new HashSet<>();
    Optional.ofNullable(found)
        .orElseThrow()
        .partitions()
        .forEach(p -> all.add(new TopicPartition(topic, p.partition())));
    return all;
  }

  private long offset(List<String> words, String group, TopicPartition p) throws Exception {
    if (words.contains("--to-offset")) {
      return Long.parseLong(value(words, "--to-offset"));
    }
    if (words.contains("--to-current")) {
      var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      OffsetAndMetadata at = committed.get(p);
      return at != null ? at.offset() : listed(p, OffsetSpec.latest());
    }
    return listed(p, words.contains("--to-earliest") ? OffsetSpec.earliest() : OffsetSpec.latest());
  }

  private long listed(TopicPartition p, OffsetSpec spec) throws Exception {
    return admin.listOffsets(Map.of(p, spec)).partitionResult(p).get().offset();
  }
}
