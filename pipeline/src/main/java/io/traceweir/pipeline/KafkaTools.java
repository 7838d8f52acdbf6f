// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

import io.traceweir.pipeline.transactions.OpenTransaction;
import java.util.List;

/** The commands of Kafka's own tools that mend something, ready to be pasted. */
public final class KafkaTools {
  private final PipelineSettings.Kafka kafka;

  public KafkaTools(PipelineSettings.Kafka kafka) {
    this.kafka = kafka;
  }

  /** Changes a setting of a topic. */
  public String alterTopic(String topic, String setting) {
    return command(
        "kafka-configs.sh",
        "--alter --entity-type topics --entity-name " + topic + " --add-config " + setting);
  }

  /** What the options of {@code kafka-topics.sh} say. */
  public String topics(String options) {
    return command("kafka-topics.sh", options);
  }

  /** What the options of {@code kafka-consumer-groups.sh} say, about the application's group. */
  public String group(String options) {
    return command("kafka-consumer-groups.sh", "--group " + kafka.applicationId() + " " + options);
  }

  /** Lets somebody do something. */
  public String allow(String principal, AccessDemand.Resource resource, List<String> operations) {
    String each = operations.stream().map(o -> " --operation " + o).reduce("", String::concat);
    return command(
        "kafka-acls.sh", "--add --allow-principal " + principal + each + " " + resource.option());
  }

  /** What the options of {@code kafka-features.sh} say. */
  public String features(String options) {
    return command("kafka-features.sh", options);
  }

  /** What the options of {@code kafka-configs.sh} say. */
  public String configs(String options) {
    return command("kafka-configs.sh", options);
  }

  /** Ends a transaction in one partition, and throws away what it wrote there. */
  public String abort(OpenTransaction open) {
    return command(
        "kafka-transactions.sh",
        "abort --topic "
            + open.partition().topic()
            + " --partition "
            + open.partition().partition()
            + " --start-offset "
            + open.startOffset());
  }

  private String command(String tool, String options) {
    return tool + " --bootstrap-server " + kafka.bootstrapServers() + login() + " " + options;
  }

  /** Where clients have to log in, the tools have to as well. */
  private String login() {
    return kafka.securityProtocol().equals("PLAINTEXT") ? "" : " --command-config admin.properties";
  }
}
