// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import io.traceweir.pipeline.PipelineSettings.StartFrom;
import io.traceweir.yaml.Decoder;
import io.traceweir.yaml.Decoders;
import io.traceweir.yaml.GoDuration;
import io.traceweir.yaml.YamlMap;
import io.traceweir.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Types of keys that say something to or about Kafka: addresses, topics, settings. */
final class KafkaTypes {

  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
  private static final int MAX_APPLICATION_ID = 200;
  private static final Pattern ADDRESS =
      Pattern.compile("(\\[[0-9a-fA-F:.]+\\]|[^\\s:]*):\\d{1,5}");

  static final ValueType<String> BOOTSTRAP_SERVERS =
      new ValueType<>(
          "text",
          Decoders.scalar(
              "brokers such as kafka-1:9092,kafka-2:9092", KafkaTypes::bootstrapServers),
          text -> text,
          Schemas.text(".*:\\d{1,5}"));

  static final ValueType<String> TOPIC_NAME =
      new ValueType<>(
          "topic",
          Decoders.scalar("the name of a topic", KafkaTypes::topicName),
          text -> text,
          Schemas.text("[a-zA-Z0-9._-]{1,249}"));

  /** Shorter than a topic's name, because names of topics begin with it. */
  static final ValueType<String> APPLICATION_ID =
      new ValueType<>(
          "topic",
          Decoders.scalar("the name of an application", KafkaTypes::applicationId),
          text -> text,
          Schemas.text("[a-zA-Z0-9._-]{1,200}"));

  static final ValueType<List<String>> TOPIC_NAMES =
      ValueTypes.oneOrMore("topic, or list of topics", TOPIC_NAME);

  static final ValueType<StartFrom> START_FROM =
      new ValueType<>(
          "`latest`, `earliest` or a duration",
          Decoders.scalar("latest, earliest or a duration such as 1h", KafkaTypes::startFrom),
          KafkaTypes::print,
          Schemas.text("latest|earliest|" + Schemas.DURATION));

  /** 0 for {@code auto}. */
  static final ValueType<Integer> THREADS =
      new ValueType<>(
          "`auto` or a number",
          Decoders.scalar("auto or a number of threads from 1 to 1000", KafkaTypes::threads),
          threads -> threads == 0 ? "auto" : threads,
          Schemas.anyOf(Schemas.constants(List.of("auto")), Schemas.integer(1, 1000)));

  static final ValueType<String> ADDRESS_AND_PORT =
      new ValueType<>(
          "address:port",
          Decoders.scalar("an address and port such as 0.0.0.0:8080", KafkaTypes::address),
          text -> text,
          Schemas.text(".*:\\d{1,5}"));

  /** Kafka settings, verbatim. */
  static final ValueType<Map<String, String>> PROPERTIES =
      new ValueType<>(
          "map of Kafka settings", properties(), Secrets::redacted, Schemas.scalarsByName());

  private KafkaTypes() {}

  private static String topicName(String text) {
    if (!TOPIC.matcher(text).matches() || text.equals(".") || text.equals("..")) {
      throw new IllegalArgumentException(
          "expected the name of a topic (letters, digits, '.', '_' and '-'), found \""
              + text
              + "\"");
    }
    return text;
  }

  private static String applicationId(String text) {
    if (text.length() > MAX_APPLICATION_ID) {
      throw new IllegalArgumentException(
          "names of topics begin with it: expected at most " + MAX_APPLICATION_ID + " characters");
    }
    return topicName(text);
  }

  private static StartFrom startFrom(String text) {
    return switch (text) {
      case "latest" -> new StartFrom.Latest();
      case "earliest" -> new StartFrom.Earliest();
      default -> {
        try {
          yield new StartFrom.Ago(ValueTypes.aboveZero(text));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "expected latest, earliest or a duration such as 1h, found \"" + text + "\"", e);
        }
      }
    };
  }

  private static Object print(StartFrom startFrom) {
    if (startFrom instanceof StartFrom.Ago ago) {
      return GoDuration.print(ago.duration());
    }
    return startFrom instanceof StartFrom.Latest ? "latest" : "earliest";
  }

  private static int threads(String text) {
    if (text.equals("auto")) {
      return 0;
    }
    if (text.matches("[1-9]\\d{0,2}|1000")) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException(
        "expected auto or a number of threads from 1 to 1000, found \"" + text + "\"");
  }

  private static String bootstrapServers(String text) {
    for (String server : text.split(",", -1)) {
      String trimmed = server.trim();
      if (trimmed.startsWith(":") || !isAddress(trimmed)) {
        throw new IllegalArgumentException(
            "expected brokers such as kafka-1:9092,kafka-2:9092, found \"" + text + "\"");
      }
    }
    return text;
  }

  private static boolean isAddress(String text) {
    // a scheme in front of the host is Kafka's listener syntax, which its clients accept too
    String address = text.substring(text.indexOf("://") < 0 ? 0 : text.indexOf("://") + 3);
    return ADDRESS.matcher(address).matches()
        && Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)) <= 65535;
  }

  static String address(String text) {
    if (text.contains("://") || !isAddress(text)) {
      throw new IllegalArgumentException(
          "expected an address and port such as 0.0.0.0:8080, found \"" + text + "\"");
    }
    return text;
  }

  private static Decoder<Map<String, String>> properties() {
    return (node, problems) -> {
      if (!(node instanceof YamlMap map)) {
        problems.add(node, "expected a map of Kafka settings, found " + node.describe());
        return null;
      }
      Map<String, String> properties = new LinkedHashMap<>();
      for (YamlMap.Entry entry : map.entries()) {
        if (entry.value() instanceof YamlScalar scalar && !scalar.isNull()) {
          KafkaProperty.check(entry.key().text(), scalar, problems);
          properties.put(entry.key().text(), scalar.text());
        } else {
          problems.add(
              entry.value(),
              "expected a value for "
                  + entry.key().text()
                  + ", found "
                  + entry.value().describe()
                  + "; Kafka settings are written with their whole name, such as consumer.max.poll.records: 500");
        }
      }
      return properties;
    };
  }
}
