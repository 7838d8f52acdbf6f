// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.config.Configuration;
import io.traceweir.app.doctor.facts.Answer;
import io.traceweir.app.doctor.facts.ClusterFacts;
import io.traceweir.app.doctor.facts.Endpoint;
import io.traceweir.app.doctor.facts.Facts;
import io.traceweir.app.doctor.facts.GroupFacts;
import io.traceweir.app.doctor.facts.LogFacts;
import io.traceweir.app.doctor.facts.SampledRecord;
import io.traceweir.app.doctor.facts.TopicFacts;
import io.traceweir.app.doctor.facts.TransactionFacts;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.trace.TraceId;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;

/** A configuration and a cluster as a test wants them; the time is 1,000,000 s. */
final class Patient {
  static final long NOW = 1_000_000_000;
  static final Duration WATCHED = Duration.ofSeconds(10);
  static final long GIB = 1L << 30;

  private final PipelineSettings settings;
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final Map<String, TopicFacts> topics = new TreeMap<>();
  private final Map<String, String> refused = new TreeMap<>();
  private final Map<String, String> creatable = new TreeMap<>();
  private final Map<TopicPartition, LogFacts> logs = new HashMap<>();
  private final Map<String, Answer<List<SampledRecord>>> samples = new HashMap<>();
  private final Map<TopicPartition, Long> waiting = new HashMap<>();
  private final Map<Integer, String> brokers = new TreeMap<>(Map.of(1, "kafka:9092"));
  private Answer<Map<String, Integer>> features =
      Answer.of(Map.of("metadata.version", 29, "transaction.version", 2));
  private Map<String, String> brokerSettings = Map.of();
  private Answer<GroupFacts> group =
      Answer.of(new GroupFacts(GroupFacts.ABSENT, "", List.of(), Set.of()));
  private Answer<Boolean> transactionalId = Answer.of(true);
  private TransactionFacts transactions = new TransactionFacts(3, List.of(), Map.of());
  private long budgetBytes = GIB;

  private Patient(PipelineSettings settings) {
    this.settings = settings;
  }

  /**
   * @param more sections of the configuration besides {@code kafka} and {@code sampling}
   */
  static Patient with(String more) {
    return with("kafka: { bootstrap_servers: \"kafka:9092\" }\n", more);
  }

  static Patient with(String kafka, String more) {
    try {
      Path file = Files.createTempFile("doctor", ".yaml");
      Files.writeString(
          file, kafka + "sampling: { rules: [ { name: all, keep: 100% } ] }\n" + more);
      PipelineSettings settings = Configuration.load(file, Map.of()).pipeline();
      Files.delete(file);
      return new Patient(settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ProblemsException e) {
      throw new IllegalArgumentException(e);
    }
  }

  Patient endpoint(String address, int broker, Endpoint.State state) {
    endpoints.add(new Endpoint(address, broker, state, ""));
    return this;
  }

  Patient brokers(int count) {
    brokers.clear();
    IntStream.rangeClosed(1, count).forEach(i -> brokers.put(i, "kafka-" + i + ":9092"));
    return this;
  }

  Patient brokerSettings(Map<String, String> values) {
    brokerSettings = values;
    return this;
  }

  Patient features(Map<String, Integer> levels) {
    features = Answer.of(levels);
    return this;
  }

  Patient topic(String name, int partitions, Map<String, String> config) {
    return topic(name, partitions, 1, 1, config);
  }

  Patient topic(String name, int partitions, int replicas, int inSync, Map<String, String> config) {
    List<TopicFacts.Partition> all =
        IntStream.range(0, partitions)
            .mapToObj(p -> new TopicFacts.Partition(p, true, replicas, inSync))
            .toList();
    topics.put(name, new TopicFacts(name, all, Answer.of(config), Set.of()));
    return this;
  }

  Patient leaderless(String name) {
    var partition = new TopicFacts.Partition(0, false, 1, 0);
    topics.put(name, new TopicFacts(name, List.of(partition), Answer.of(Map.of()), Set.of()));
    return this;
  }

  Patient operations(String name, Set<AclOperation> operations) {
    List<TopicFacts.Partition> one = List.of(new TopicFacts.Partition(0, true, 1, 1));
    topics.put(name, new TopicFacts(name, one, Answer.of(Map.of()), operations));
    return this;
  }

  Patient refused(String name, String why) {
    refused.put(name, why);
    return this;
  }

  Patient missing(String name, String whyNotCreatable) {
    creatable.put(name, whyNotCreatable);
    return this;
  }

  Patient log(String topic, int partition, LogFacts log) {
    logs.put(new TopicPartition(topic, partition), log);
    return this;
  }

  Patient oldestUnread(String topic, int partition, Duration age) {
    waiting.put(new TopicPartition(topic, partition), NOW - age.toMillis());
    return this;
  }

  Patient sample(String topic, SampledRecord... records) {
    samples.put(topic, Answer.of(List.of(records)));
    return this;
  }

  Patient group(GroupFacts facts) {
    group = Answer.of(facts);
    return this;
  }

  Patient group(String refusal) {
    group = Answer.none(refusal);
    return this;
  }

  Patient transactionalId(String refusal) {
    transactionalId = Answer.none(refusal);
    return this;
  }

  Patient transactions(TransactionFacts facts) {
    transactions = facts;
    return this;
  }

  Patient budget(long bytes) {
    budgetBytes = bytes;
    return this;
  }

  /** A record with one span of one trace, keyed by it. */
  static SampledRecord record(String topic, int partition, long offset, long timestamp, long id) {
    TraceId trace = new TraceId(0, id);
    return new SampledRecord(
        new SampledRecord.Place(topic, partition, offset),
        timestamp,
        1000,
        true,
        trace,
        List.of(new SampledRecord.Part(trace, 1, 900, true)),
        "");
  }

  static SampledRecord broken(String topic, String why) {
    return new SampledRecord(
        new SampledRecord.Place(topic, 0, 0), NOW, 10, false, null, List.of(), why);
  }

  Case it() {
    var cluster = new ClusterFacts(brokers, Set.of(), features, Answer.of(brokerSettings));
    var facts =
        new Facts(
            NOW,
            WATCHED,
            endpoints,
            Answer.of(cluster),
            topics,
            refused,
            creatable,
            group,
            transactionalId,
            logs,
            Answer.of(true),
            samples,
            waiting,
            transactions);
    var circumstances =
        new Case.Circumstances(
            "traceweir.yaml", "User:weir", 2 * budgetBytes, budgetBytes, true, false);
    return new Case(settings, circumstances, facts);
  }
}
