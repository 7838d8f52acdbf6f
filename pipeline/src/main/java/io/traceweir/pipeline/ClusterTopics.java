// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.PipelineException.Kind;
import io.traceweir.pipeline.transactions.TransactionLook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of a cluster, compared with a plan and made where they are missing. */
public final class ClusterTopics implements AutoCloseable {
  private static final String ADMIN_PREFIX = "admin.";

  private final Admin admin;
  private final String bootstrapServers;
  private final Duration patience;

  private ClusterTopics(Admin admin, String bootstrapServers, Duration patience) {
    this.admin = admin;
    this.bootstrapServers = bootstrapServers;
    this.patience = patience;
  }

  /**
   * Connects.
   *
   * @param patience how long the brokers may take to answer
   * @throws PipelineException when they do not
   */
  public static ClusterTopics connect(PipelineSettings.Kafka kafka, Duration patience)
      throws PipelineException {
    ClusterTopics topics;
    try {
      topics =
          new ClusterTopics(
              Admin.create(adminConfig(kafka, patience)), kafka.bootstrapServers(), patience);
    } catch (ConfigException e) {
      throw new PipelineException(
          Kind.REFUSED, "Kafka's client refuses a setting: " + e.getMessage(), e);
    } catch (KafkaException e) {
      boolean setting = hasCause(e, ConfigException.class, IllegalArgumentException.class);
      throw new PipelineException(
          setting ? Kind.REFUSED : Kind.UNREACHABLE,
          "cannot connect to Kafka at " + kafka.bootstrapServers() + ": " + rootMessage(e),
          e);
    }
    try {
      topics.await(topics.admin.describeCluster().nodes());
    } catch (PipelineException e) {
      topics.close();
      throw e;
    }
    return topics;
  }

  @SafeVarargs
  private static boolean hasCause(Throwable e, Class<? extends Throwable>... kinds) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      for (Class<? extends Throwable> kind : kinds) {
        if (kind.isInstance(t)) {
          return true;
        }
      }
    }
    return false;
  }

  static Map<String, Object> adminConfig(PipelineSettings.Kafka kafka, Duration patience) {
    Map<String, Object> config = new HashMap<>(kafka.properties());
    kafka
        .properties()
        .forEach(
            (key, value) -> {
              if (key.startsWith(ADMIN_PREFIX)) {
                config.put(key.substring(ADMIN_PREFIX.length()), value);
              }
            });
    config.keySet().retainAll(AdminClientConfig.configNames());
    config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    config.put(
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(patience.toMillis()));
    config.put(
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
        Math.toIntExact(Math.min(patience.toMillis(), 30_000)));
    return config;
  }

  Admin admin() {
    return admin;
  }

  /**
   * A topic as it is.
   *
   * @param config values that differ from the broker's defaults or were asked for
   */
  public record Existing(int partitions, Map<String, String> config) {}

  /** Those of the planned topics that exist. */
  public Map<String, Existing> existing(Collection<TopicPlan> plan) throws PipelineException {
    return named(plan.stream().map(TopicPlan::name).toList());
  }

  /** Those of the settings that exist, also those that Kafka Streams makes. */
  public Map<String, Existing> existing(PipelineSettings settings) throws PipelineException {
    return named(names(settings));
  }

  private static List<String> names(PipelineSettings settings) {
    List<String> names = new ArrayList<>(PipelineTopology.changelogTopics(settings));
    TopicPlan.of(settings).forEach(topic -> names.add(topic.name()));
    return names;
  }

  private Map<String, Existing> named(List<String> names) throws PipelineException {
    Map<String, Existing> existing = new TreeMap<>();
    var descriptions = admin.describeTopics(names).topicNameValues();
    for (var e : descriptions.entrySet()) {
      Optional<TopicDescription> found = find(e.getValue());
      if (found.isPresent()) {
        int partitions = found.get().partitions().size();
        existing.put(e.getKey(), new Existing(partitions, config(e.getKey())));
      }
    }
    return existing;
  }

  /** The partitions of all topics of the settings that have a leader. */
  List<TopicPartition> led(PipelineSettings settings) throws PipelineException {
    List<TopicPartition> led = new ArrayList<>();
    for (var each : admin.describeTopics(names(settings)).topicNameValues().entrySet()) {
      find(each.getValue()).stream()
          .flatMap(found -> found.partitions().stream())
          .filter(p -> p.leader() != null && !p.leader().isEmpty())
          .forEach(p -> led.add(new TopicPartition(each.getKey(), p.partition())));
    }
    return led;
  }

  /** In any partitions, and in that of a group's positions. */
  TransactionLook transactions(String group) {
    return new TransactionLook(admin, group, patience);
  }

  /**
   * What Kafka calls a topic; one that is made anew has another id.
   *
   * <p>When Kafka does not say, that looks as a timeout to Kafka Streams, which asks again.
   */
  Uuid topicId(String topic) {
    try {
      var descriptions = admin.describeTopics(List.of(topic)).topicNameValues();
      return find(Objects.requireNonNull(descriptions.get(topic)))
          .map(TopicDescription::topicId)
          .orElse(Uuid.ZERO_UUID);
    } catch (PipelineException e) {
      throw new org.apache.kafka.common.errors.TimeoutException(e.getMessage(), e);
    }
  }

  private Optional<TopicDescription> find(KafkaFuture<TopicDescription> description)
      throws PipelineException {
    try {
      return Optional.of(description.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw failed(e);
    } catch (TimeoutException | InterruptedException e) {
      throw failed(e);
    }
  }

  private Map<String, String> config(String topic) throws PipelineException {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config =
        Objects.requireNonNull(await(admin.describeConfigs(Set.of(resource)).all()).get(resource));
    return config.entries().stream()
        .filter(e -> e.value() != null && !e.isSensitive())
        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
  }

  /** Makes a topic; one that appeared meanwhile is fine. */
  public void create(TopicPlan topic) throws PipelineException {
    var fresh =
        new NewTopic(
                topic.name(),
                topic.partitions() == 0 ? Optional.empty() : Optional.of(topic.partitions()),
                Optional.empty())
            .configs(topic.config());
    try {
      admin.createTopics(List.of(fresh)).all().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new PipelineException(
            Kind.REFUSED, "cannot create topic " + topic.name() + ": " + rootMessage(e), e);
      }
    } catch (TimeoutException | InterruptedException e) {
      throw failed(e);
    }
  }

  /** Input topics that are not there. */
  public static List<String> missingInputs(
      Collection<TopicPlan> plan, Map<String, Existing> existing) {
    List<String> missing = new ArrayList<>();
    for (TopicPlan topic : plan) {
      if (topic.role() == TopicPlan.Role.INPUT && !existing.containsKey(topic.name())) {
        missing.add(topic.name());
      }
    }
    return missing;
  }

  <T> T await(KafkaFuture<T> future) throws PipelineException {
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      throw failed(e);
    }
  }

  private PipelineException failed(Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    boolean timeout =
        cause instanceof TimeoutException
            || cause instanceof org.apache.kafka.common.errors.TimeoutException;
    return timeout
        ? new PipelineException(
            Kind.UNREACHABLE,
            "no Kafka broker answers at "
                + bootstrapServers
                + " within "
                + patience.toSeconds()
                + " s",
            e)
        : new PipelineException(
            Kind.REFUSED, "Kafka at " + bootstrapServers + " refuses: " + rootMessage(cause), e);
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(2));
  }
}
