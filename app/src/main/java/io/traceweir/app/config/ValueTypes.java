// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import io.traceweir.spanmetrics.Dimension;
import io.traceweir.yaml.ByteSize;
import io.traceweir.yaml.Decoders;
import io.traceweir.yaml.Fields;
import io.traceweir.yaml.GoDuration;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.YamlMap;
import io.traceweir.yaml.YamlNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The types that keys of the configuration have. */
final class ValueTypes {

  static final ValueType<String> TEXT =
      new ValueType<>(
          "text",
          Decoders.scalar("a text", ValueTypes::notBlank),
          text -> text,
          Schemas.type("string", "number", "boolean"));

  static final ValueType<String> TEXT_OR_EMPTY =
      new ValueType<>(
          "text", Decoders.STRING, text -> text, Schemas.type("string", "number", "boolean"));

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
      list(
          "list of durations, ascending",
          new ValueType<>(
              "duration",
              Decoders.scalar("a duration such as 250ms", ValueTypes::bucket),
              GoDuration::print,
              Schemas.text(Schemas.DURATION)));

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

  static <T> ValueType<List<T>> oneOrMore(String name, ValueType<T> item) {
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

  /** Kafka counts in milliseconds. */
  static Duration aboveZero(String text) {
    Duration duration = GoDuration.parse(text);
    if (duration.toMillis() <= 0) {
      throw new IllegalArgumentException("expected a duration above 0s, found \"" + text + "\"");
    }
    return duration;
  }

  private static Duration bucket(String text) {
    Duration bound = GoDuration.parse(text);
    if (bound.isZero() || bound.isNegative()) {
      throw new IllegalArgumentException("expected a bound above 0s, found \"" + text + "\"");
    }
    return bound;
  }

  private static long someBytes(String text) {
    long bytes = ByteSize.parse(text);
    if (bytes == 0) {
      throw new IllegalArgumentException("expected a size above 0, found \"" + text + "\"");
    }
    return bytes;
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
