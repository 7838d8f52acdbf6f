// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * One real Kafka broker (KRaft, broker and controller in one) in this process, on ports of the
 * loopback interface.
 *
 * <p>Data lives in the given directory, or in one of its own that goes with {@link #close()}. A
 * broker started again on the same directory and port carries on where the other one stopped.
 * Topics are never created by accident, and nothing expires unless a topic asks for it, because the
 * data of tests is often years old. Everything else is Kafka's default, the limit on record sizes
 * among it.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 3;

  private final KafkaRaftServer server;
  private final Path dir;
  private final @Nullable TemporaryDirectory own;
  private final int port;
  private boolean closed;

  private EmbeddedKafka(
      KafkaRaftServer server, Path dir, @Nullable TemporaryDirectory own, int port) {
    this.server = server;
    this.dir = dir;
    this.own = own;
    this.port = port;
  }

  /** On a free port, with a directory of its own. */
  public static EmbeddedKafka start() {
    return start(new Properties());
  }

  /**
   * On a free port, with a directory of its own.
   *
   * @param overrides broker settings that win over those of {@link BrokerSettings}
   */
  public static EmbeddedKafka start(Properties overrides) {
    TemporaryDirectory own = TemporaryDirectory.create("traceweir-kafka-");
    try {
      return start(own.path(), own, 0, overrides);
    } catch (RuntimeException e) {
      own.close();
      throw e;
    }
  }

  /**
   * In a directory that is kept.
   *
   * @param port 0 for any free one
   * @param overrides broker settings that win over those of {@link BrokerSettings}
   */
  public static EmbeddedKafka start(Path dir, int port, Properties overrides) {
    return start(dir, null, port, overrides);
  }

  private static EmbeddedKafka start(
      Path dir, @Nullable TemporaryDirectory own, int port, Properties overrides) {
    for (int attempt = 1; ; attempt++) {
      BrokerSettings settings = BrokerSettings.choose(dir, port, overrides);
      KafkaRaftServer server = null;
      try {
        settings.formatStorage();
        server = new KafkaRaftServer(new KafkaConfig(settings.properties(), false), Time.SYSTEM);
        server.startup();
        return new EmbeddedKafka(server, dir, own, settings.port());
      } catch (RuntimeException e) {
        if (server != null) {
          server.shutdown();
        }
        // A free port may be taken by somebody else before the broker binds it.
        if (port != 0 || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  public String bootstrapServers() {
    return BrokerSettings.HOST + ":" + port;
  }

  /** Where the data lives. */
  public Path dir() {
    return dir;
  }

  public int port() {
    return port;
  }

  /** Returns when every partition has a leader. */
  public void createTopic(String name, int partitions, Map<String, String> config) {
    try (Admin admin = admin()) {
      createTopics(admin, List.of(new NewTopic(name, partitions, (short) 1).configs(config)));
    }
  }

  /** Returns when the broker knows all of them and every partition has a leader. */
  public static void createTopics(Admin admin, List<NewTopic> topics) {
    try {
      admin.createTopics(topics).all().get();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      for (NewTopic topic : topics) {
        while (!isUsable(admin, topic)) {
          if (System.nanoTime() > deadline) {
            throw new IllegalStateException("topic " + topic.name() + " got no leaders");
          }
          Thread.onSpinWait();
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("topics " + topics + " were not created", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static boolean isUsable(Admin admin, NewTopic wanted)
      throws ExecutionException, InterruptedException {
    try {
      String name = wanted.name();
      TopicDescription topic = admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
      return topic != null
          && topic.partitions().size() == wanted.numPartitions()
          && topic.partitions().stream().allMatch(p -> p.leader() != null);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  /** A client that the caller closes. */
  public Admin admin() {
    return Admin.create(
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) bootstrapServers()));
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    server.shutdown();
    server.awaitShutdown();
    if (own != null) {
      own.close();
    }
  }
}
