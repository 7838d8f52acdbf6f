// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import io.traceweir.yaml.Problems;
import io.traceweir.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/** One setting for Kafka against what Kafka itself would say of it at start. */
final class KafkaProperty {

  private static final Map<String, ConfigDef> BY_PREFIX = new LinkedHashMap<>();

  static {
    BY_PREFIX.put("main.consumer.", ConsumerConfig.configDef());
    BY_PREFIX.put("restore.consumer.", ConsumerConfig.configDef());
    BY_PREFIX.put("global.consumer.", ConsumerConfig.configDef());
    BY_PREFIX.put("consumer.", ConsumerConfig.configDef());
    BY_PREFIX.put("producer.", ProducerConfig.configDef());
    BY_PREFIX.put("admin.", AdminClientConfig.configDef());
  }

  /** Without a prefix a setting goes to all that know it. */
  private static final List<ConfigDef> ALL =
      List.of(
          StreamsConfig.configDef(),
          ConsumerConfig.configDef(),
          ProducerConfig.configDef(),
          AdminClientConfig.configDef());

  private KafkaProperty() {}

  /** A name that nobody knows is fine: it may be for a plugin. */
  static void check(String name, YamlScalar value, Problems problems) {
    if (value.text().contains("${")) {
      return; // Kafka's own config providers replace it at start
    }
    for (Map.Entry<String, ConfigDef> client : BY_PREFIX.entrySet()) {
      if (name.startsWith(client.getKey())) {
        String plain = name.substring(client.getKey().length());
        check(name, client.getValue().configKeys().get(plain), value, problems);
        return;
      }
    }
    for (ConfigDef definition : ALL) {
      if (check(name, definition.configKeys().get(name), value, problems)) {
        return;
      }
    }
  }

  /** Whether a problem was found. */
  private static boolean check(
      String name, ConfigDef.@Nullable ConfigKey key, YamlScalar value, Problems problems) {
    if (key == null) {
      return false;
    }
    Object parsed;
    try {
      parsed = ConfigDef.parseType(key.name, value.text(), key.type);
    } catch (ConfigException e) {
      String expected = name + ": expected " + expected(key.type);
      problems.add(value, isSecret(name, key) ? expected : expected + found(value));
      return true;
    }
    try {
      if (key.validator != null) {
        key.validator.ensureValid(key.name, parsed);
      }
      return false;
    } catch (ConfigException e) {
      String refused = name + ": Kafka does not accept the value";
      problems.add(value, isSecret(name, key) ? refused : refused + found(value) + reason(key, e));
      return true;
    }
  }

  private static String found(YamlScalar value) {
    return ", found " + value.describe();
  }

  /** What Kafka says behind its own way of naming setting and value. */
  private static String reason(ConfigDef.ConfigKey key, ConfigException e) {
    String message = String.valueOf(e.getMessage());
    String named = " for configuration " + key.name + ": ";
    int at = message.indexOf(named);
    return at < 0 ? "" : ": " + message.substring(at + named.length());
  }

  private static boolean isSecret(String name, ConfigDef.ConfigKey key) {
    return key.type == ConfigDef.Type.PASSWORD || Secrets.isSecret(name);
  }

  private static String expected(ConfigDef.Type type) {
    return switch (type) {
      case BOOLEAN -> "true or false";
      case SHORT, INT, LONG -> "a whole number";
      case DOUBLE -> "a number";
      case CLASS -> "the name of a class that is on the class path";
      case STRING, LIST, PASSWORD -> "a " + type.name().toLowerCase(Locale.ROOT);
    };
  }
}
