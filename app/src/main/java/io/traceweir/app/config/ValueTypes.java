// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import io.traceweir.pipeline.PipelineSettings.StartFrom;
import io.traceweir.spanmetrics.Dimension;
import io.traceweir.yaml.ByteSize;
import io.traceweir.yaml.Decoder;
import io.traceweir.yaml.Decoders;
import io.traceweir.yaml.Fields;
import io.traceweir.yaml.GoDuration;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.YamlMap;
import io.traceweir.yaml.YamlNode;
import io.traceweir.yaml.YamlScalar;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The types that keys of the configuration have. */
final class ValueTypes {

  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
  private static final Pattern ADDRESS =
      Pattern.compile("(\\[[0-9a-fA-F:.]+\\]|[^\\s:]*):\\d{1,5}");

  static final ValueType<String> TEXT =
      new ValueType<>(
          "text",
          Decoders.scalar("a text", ValueTypes::notBlank),
          text -> text,
          Schemas.type("string", "number", "boolean"));

  static final ValueType<String> TEXT_OR_EMPTY =
      new ValueType<>(
          "text", Decoders.STRING, text -> text, Schemas.type("string", "number", "boolean"));

  static final ValueType<String> BOOTSTRAP_SERVERS =
      new ValueType<>(
          "text",
          Decoders.scalar(
              "brokers such as kafka-1:9092,kafka-2:9092", ValueTypes::bootstrapServers),
          text -> text,
          Schemas.text(".*:\\d{1,5}"));

  static final ValueType<String> TOPIC_NAME =
      new ValueType<>(
          "topic",
          Decoders.scalar("the name of a topic", ValueTypes::topicName),
          text -> text,
          Schemas.text("[a-zA-Z0-9._-]{1,249}"));

  static final ValueType<List<String>> TOPIC_NAMES =
      oneOrMore("topic, or list of topics", TOPIC_NAME);

  static final ValueType<List<String>> TEXTS = list("list of texts", TEXT);

  static final ValueType<Boolean> BOOLEAN =
      new ValueType<>("true or false", Decoders.BOOLEAN, value -> value, Schemas.type("boolean"));

  /** May be zero. */
  static final ValueType<Duration> DURATION =
      new ValueType<>(
          "duration", Decoders.DURATION, GoDuration::print, Schemas.text(Schemas.DURATION));

  static final ValueType<Duration> DURATION_ABOVE_ZERO =
      new ValueType<>(
          "duration above 0s",
          Decoders.scalar("a duration such as 30s", ValueTypes::aboveZero),
          GoDuration::print,
          Schemas.text(Schemas.DURATION));

  static final ValueType<Long> BYTES =
      new ValueType<>(
          "size",
          Decoders.scalar("a size such as 16MiB", ValueTypes::someBytes),
          ByteSize::print,
          Schemas.anyOf(Schemas.type("integer"), Schemas.text(Schemas.SIZE)));

  static final ValueType<Memory> MEMORY =
      new ValueType<>(
          "percentage of the maximum heap, or size",
          Decoders.scalar("a percentage such as 50%, or a size such as 2GiB", Memory::parse),
          Memory::print,
          Schemas.anyOf(
              Schemas.type("integer"), Schemas.text(Schemas.SIZE + "|" + Schemas.PERCENTAGE)));

  static final ValueType<StartFrom> START_FROM =
      new ValueType<>(
          "`latest`, `earliest` or a duration",
          Decoders.scalar("latest, earliest or a duration such as 1h", ValueTypes::startFrom),
          ValueTypes::print,
          Schemas.text("latest|earliest|" + Schemas.DURATION));

  /** 0 for {@code auto}. */
  static final ValueType<Integer> THREADS =
      new ValueType<>(
          "`auto` or a number",
          Decoders.scalar("auto or a number of threads from 1 to 1000", ValueTypes::threads),
          threads -> threads == 0 ? "auto" : threads,
          Schemas.anyOf(Schemas.constants(List.of("auto")), Schemas.integer(1, 1000)));

  static final ValueType<String> ADDRESS_AND_PORT =
      new ValueType<>(
          "address:port",
          Decoders.scalar("an address and port such as 0.0.0.0:8080", ValueTypes::address),
          text -> text,
          Schemas.text(".*:\\d{1,5}"));

  /** Kafka settings, verbatim. */
  static final ValueType<Map<String, String>> PROPERTIES =
      new ValueType<>(
          "map of Kafka settings", properties(), Secrets::redacted, Schemas.scalarsByName());

  /** Rules and aliases are the rule language's own; here they are only carried along. */
  static final ValueType<YamlNode> RULES =
      new ValueType<>("list of rules", (node, problems) -> node, Plain::of, Schemas.type("array"));

  static final ValueType<YamlNode> ALIASES =
      new ValueType<>(
          "map of lists of attribute names",
          (node, problems) -> node,
          Plain::of,
          Schemas.type("object"));

  static final ValueType<List<Dimension>> DIMENSIONS =
      new ValueType<>(
          "list of attribute names, or of `{name, default}`",
          Decoders.list(ValueTypes::dimension),
          dimensions -> dimensions.stream().map(ValueTypes::print).toList(),
          Schemas.arrayOf(Schemas.anyOf(Schemas.type("string"), Schemas.type("object"))));

  static final ValueType<List<Duration>> BUCKETS =
      list("list of durations, ascending", DURATION_ABOVE_ZERO);

  private ValueTypes() {}

  static ValueType<Integer> integer(int min, int max) {
    String name =
        max == Integer.MAX_VALUE ? "number from " + min : "number from " + min + " to " + max;
    return new ValueType<>(
        name, Decoders.integer(min, max), value -> value, Schemas.integer(min, max));
  }

  static <E extends Enum<E>> ValueType<E> constant(Class<E> type) {
    return constant(type, constant -> constant.name().toLowerCase(Locale.ROOT));
  }

  static <E extends Enum<E>> ValueType<E> constant(Class<E> type, Function<E, String> name) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(name).toList();
    return new ValueType<>(
        "`" + String.join("`, `", names) + "`",
        Decoders.constant(type, name),
        name::apply,
        Schemas.constants(names));
  }

  private static <T> ValueType<List<T>> list(String name, ValueType<T> item) {
    return new ValueType<>(
        name,
        Decoders.list(item.decoder()),
        items -> items.stream().map(item.plain()).toList(),
        Schemas.arrayOf(item.schema()));
  }

  private static <T> ValueType<List<T>> oneOrMore(String name, ValueType<T> item) {
    return new ValueType<>(
        name,
        (node, problems) -> {
          List<T> items = Decoders.oneOrMore(item.decoder()).decode(node, problems);
          if (items != null && items.isEmpty()) {
            problems.add(node, "expected at least one " + item.name() + ", found an empty list");
            return null;
          }
          return items;
        },
        items ->
            items.size() == 1
                ? item.plain().apply(items.get(0))
                : items.stream().map(item.plain()).toList(),
        Schemas.anyOf(item.schema(), Schemas.arrayOf(item.schema())));
  }

  private static String notBlank(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("expected a text, found an empty one");
    }
    return text;
  }

  private static String topicName(String text) {
    if (!TOPIC.matcher(text).matches() || text.equals(".") || text.equals("..")) {
      throw new IllegalArgumentException(
          "expected the name of a topic (letters, digits, '.', '_' and '-'), found \""
              + text
              + "\"");
    }
    return text;
  }

  private static Duration aboveZero(String text) {
    Duration duration = GoDuration.parse(text);
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException("expected a duration above 0s, found \"" + text + "\"");
    }
    return duration;
  }

  private static long someBytes(String text) {
    long bytes = ByteSize.parse(text);
    if (bytes == 0) {
      throw new IllegalArgumentException("expected a size above 0, found \"" + text + "\"");
    }
    return bytes;
  }

  private static StartFrom startFrom(String text) {
    return switch (text) {
      case "latest" -> new StartFrom.Latest();
      case "earliest" -> new StartFrom.Earliest();
      default -> {
        try {
          yield new StartFrom.Ago(aboveZero(text));
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

  private static String address(String text) {
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

  private static @Nullable Dimension dimension(YamlNode node, Problems problems) {
    if (!(node instanceof YamlMap)) {
      String name = TEXT.decoder().decode(node, problems);
      return name == null ? null : Dimension.of(name);
    }
    try (Fields fields = Fields.of(node, "a dimension", problems)) {
      String name = fields.required("name", TEXT.decoder());
      String fallback = fields.optional("default", Decoders.STRING);
      return name == null ? null : new Dimension(name, fallback);
    }
  }

  private static Object print(Dimension dimension) {
    String fallback = dimension.fallback();
    return fallback == null
        ? dimension.name()
        : Map.of("name", dimension.name(), "default", fallback);
  }
}
