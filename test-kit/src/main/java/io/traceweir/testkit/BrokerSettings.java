// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * The broker's settings: small internal topics and buffers, quick groups, nothing that expires.
 *
 * @param port of the broker; the controller's is another free one, a new one at each start (the
 *     quorum is a static one, so that nothing on disk remembers it)
 */
record BrokerSettings(Path dir, int port, Properties properties) {
  static final String HOST = "127.0.0.1";
  private static final int NODE = 1;
  // Fixed, so that a directory can be started again without reading it first.
  private static final String CLUSTER = "dHJhY2V3ZWlyLXRlc3QtMQ";
  private static final String CONTROLLER = "CONTROLLER";

  static BrokerSettings choose(Path dir, int wantedPort, Properties overrides) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket broker = new ServerSocket(wantedPort, 1, loopback);
        ServerSocket controller = new ServerSocket(0, 1, loopback)) {
      int port = broker.getLocalPort();
      Properties properties = defaults(dir, port, controller.getLocalPort());
      properties.putAll(overrides);
      return new BrokerSettings(dir, port, properties);
    } catch (IOException e) {
      throw new UncheckedIOException("port " + wantedPort + " is not free", e);
    }
  }

  private static Properties defaults(Path dir, int port, int controllerPort) {
    Properties p = new Properties();
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", String.valueOf(NODE));
    p.setProperty("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);
    p.setProperty(
        "listeners",
        "PLAINTEXT://"
            + HOST
            + ":"
            + port
            + ","
            + CONTROLLER
            + "://"
            + HOST
            + ":"
            + controllerPort);
    p.setProperty("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
    p.setProperty("controller.listener.names", CONTROLLER);
    p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.setProperty("log.dirs", dir.resolve("data").toString());
    p.setProperty("auto.create.topics.enable", "false");
    p.setProperty("log.retention.ms", "-1");
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    single(p, "offsets.topic", "");
    single(p, "transaction.state.log", "transaction.state.log.min.isr");
    single(p, "share.coordinator.state.topic", "share.coordinator.state.topic.min.isr");
    p.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
    p.setProperty("num.network.threads", "2");
    p.setProperty("num.io.threads", "4");
    p.setProperty("background.threads", "2");
    return p;
  }

  private static void single(Properties p, String topic, String minIsr) {
    p.setProperty(topic + ".num.partitions", "2");
    p.setProperty(topic + ".replication.factor", "1");
    if (!minIsr.isEmpty()) {
      p.setProperty(minIsr, "1");
    }
  }

  void formatStorage() {
    try {
      Files.createDirectories(dir);
      new Formatter()
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .setClusterId(CLUSTER)
          .setNodeId(NODE)
          .setControllerListenerName(CONTROLLER)
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .addDirectory(properties.getProperty("log.dirs"))
          .setMetadataLogDirectory(properties.getProperty("log.dirs"))
          .setIgnoreFormatted(true)
          .run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException("the broker's directory cannot be formatted", e);
    }
  }
}
