// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.traceweir.rules.condition.PatternMatch;
import io.traceweir.rules.ottl.OttlCondition;
import io.traceweir.rules.ottl.OttlException;
import io.traceweir.yaml.Fields;
import io.traceweir.yaml.Nearest;
import io.traceweir.yaml.Position;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.YamlMap;
import io.traceweir.yaml.YamlNode;
import io.traceweir.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one policy; what a Collector refuses is refused, with everything that is wrong. */
final class PolicyReader {
  static final List<String> LEAVES =
      List.of(
          "always_sample",
          "latency",
          "numeric_attribute",
          "probabilistic",
          "status_code",
          "string_attribute",
          "rate_limiting",
          "bytes_limiting",
          "span_count",
          "trace_state",
          "trace_flags",
          "boolean_attribute",
          "ottl_condition");

  private static final Map<String, StatusCode> CODES =
      Map.of(
          "OK", StatusCode.STATUS_CODE_OK,
          "ERROR", StatusCode.STATUS_CODE_ERROR,
          "UNSET", StatusCode.STATUS_CODE_UNSET);

  private final Problems problems;
  private final GoYaml yaml;

  PolicyReader(Problems problems) {
    this.problems = problems;
    this.yaml = new GoYaml(problems);
  }

  /** A policy with its name, "" where it has none. */
  record Named(String name, YamlNode at, String type, Policy policy) {}

  /**
   * Reads a policy.
   *
   * @param types that may stand there
   * @return null when something is wrong
   */
  @Nullable Named read(YamlNode node, Set<String> types) {
    if (!(node instanceof YamlMap map)) {
      problems.add(node, "a policy must be a map, found " + node.describe());
      return null;
    }
    int before = problems.size();
    String name = yaml.text(map.value("name"), "");
    YamlNode typeNode = map.value("type");
    String type = yaml.text(typeNode, "");
    refuseUnknown(map);
    if (!types.contains(type)) {
      problems.add(typeNode == null ? node : typeNode, unknownType(type, types));
      return null;
    }
    Policy policy = policy(type, node, map.value(type));
    return problems.size() == before && policy != null ? new Named(name, node, type, policy) : null;
  }

  private static String unknownType(String type, Set<String> types) {
    if (type.isEmpty()) {
      return "a policy needs a `type`; known here: " + String.join(", ", sorted(types));
    }
    String hint = Nearest.hint(type, types);
    return "no policy of the type `"
        + type
        + "` can stand here"
        + (hint.isEmpty() ? "; known: " + String.join(", ", sorted(types)) : hint);
  }

  private static List<String> sorted(Set<String> types) {
    return types.stream().sorted().toList();
  }

  /** Maps beside the type may belong to extensions and to other types: a Collector takes any. */
  private void refuseUnknown(YamlMap map) {
    for (YamlMap.Entry entry : map.entries()) {
      String key = entry.key().text();
      boolean known = key.equals("name") || key.equals("type");
      boolean swallowed = entry.value() instanceof YamlMap || GoYaml.isNothing(entry.value());
      if (!known && !swallowed) {
        problems.add(
            entry.key(), "a policy has no key \"" + key + "\"; settings stand below its type");
      }
    }
  }

  private @Nullable Policy policy(String type, YamlNode at, @Nullable YamlNode block) {
    YamlNode settings =
        block == null || GoYaml.isNothing(block) ? new YamlMap(at.position(), List.of()) : block;
    try (Fields fields = Fields.of(settings, "`" + type + "`", problems)) {
      return switch (type) {
        case "always_sample" -> Leaves.always();
        case "trace_flags" -> Leaves.traceFlags();
        case "latency" -> latency(fields);
        case "numeric_attribute" -> numeric(fields);
        case "boolean_attribute" -> bool(fields);
        case "string_attribute" -> text(fields);
        case "status_code" -> statusCode(fields);
        case "span_count" -> spanCount(fields);
        case "trace_state" -> traceState(fields);
        case "probabilistic" -> probabilistic(fields);
        case "rate_limiting" ->
            Limiter.spans(
                yaml.whole(fields.optional("spans_per_second"), 0),
                yaml.whole(fields.optional("burst_capacity"), 0));
        case "bytes_limiting" ->
            Limiter.bytes(
                yaml.whole(fields.optional("bytes_per_second"), 0),
                yaml.whole(fields.optional("burst_capacity"), 0));
        case "ottl_condition" -> ottl(fields);
        default -> combined(type, fields);
      };
    }
  }

  private Policy latency(Fields fields) {
    return new Latency(
        yaml.whole(fields.optional("threshold_ms"), 0),
        yaml.whole(fields.optional("upper_threshold_ms"), 0));
  }

  private @Nullable Policy numeric(Fields fields) {
    String key = yaml.text(fields.optional("key"), "");
    long min = yaml.whole(fields.optional("min_value"), 0);
    long max = yaml.whole(fields.optional("max_value"), 0);
    boolean invert = yaml.flag(fields.optional("invert_match"), false);
    if (min == 0 && max == 0) {
      problems.add(
          fields.node(),
          "`numeric_attribute` needs a `min_value` or a `max_value` other than 0, which means none:"
              + " a Collector dies of this at the first trace");
      return null;
    }
    return Leaves.numeric(key, min, max, invert);
  }

  private Policy bool(Fields fields) {
    return Leaves.bool(
        yaml.text(fields.optional("key"), ""),
        yaml.flag(fields.optional("value"), false),
        yaml.flag(fields.optional("invert_match"), false));
  }

  private @Nullable Policy text(Fields fields) {
    String key = yaml.text(fields.optional("key"), "");
    YamlNode valuesNode = fields.optional("values");
    List<String> values = yaml.texts(valuesNode);
    boolean patterns = yaml.flag(fields.optional("enabled_regex_matching"), false);
    yaml.whole(fields.optional("cache_max_size"), 0); // verdicts are remembered in any case
    boolean invert = yaml.flag(fields.optional("invert_match"), false);
    if (!patterns) {
      return Leaves.text(key, values, invert);
    }
    int before = problems.size();
    for (YamlNode value : GoYaml.items(valuesNode)) {
      checkPattern(value);
    }
    return problems.size() == before ? new Leaves.Pattern(key, values, invert) : null;
  }

  private void checkPattern(YamlNode value) {
    try {
      PatternMatch.of(yaml.text(value, ""));
    } catch (IllegalArgumentException e) {
      problems.add(value, String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Policy statusCode(Fields fields) {
    YamlNode node = fields.optional("status_codes");
    Set<StatusCode> codes = EnumSet.noneOf(StatusCode.class);
    for (YamlNode item : GoYaml.items(node)) {
      StatusCode code = CODES.get(yaml.text(item, ""));
      if (code == null) {
        problems.add(item, "a status code is OK, ERROR or UNSET, found " + item.describe());
      } else {
        codes.add(code);
      }
    }
    if (GoYaml.items(node).isEmpty()) {
      problems.add(
          fields.node(), "`status_code` needs `status_codes`: at least one of OK, ERROR, UNSET");
    }
    return codes.isEmpty() ? null : Leaves.statusCodes(codes);
  }

  /** What does not fit 32 bits wraps. */
  private Policy spanCount(Fields fields) {
    return new Leaves.SpanCount(
        (int) yaml.whole(fields.optional("min_spans"), 0),
        (int) yaml.whole(fields.optional("max_spans"), 0));
  }

  private Policy traceState(Fields fields) {
    return Leaves.traceState(
        yaml.text(fields.optional("key"), ""), yaml.texts(fields.optional("values")));
  }

  private Policy probabilistic(Fields fields) {
    return new Probabilistic(
        yaml.fraction(fields.optional("sampling_percentage"), 0),
        yaml.text(fields.optional("hash_salt"), ""));
  }

  private @Nullable Policy ottl(Fields fields) {
    YamlNode modeNode = fields.optional("error_mode");
    YamlNode span = fields.optional("span");
    YamlNode event = fields.optional("spanevent");
    String mode = yaml.text(modeNode, "silent");
    if (!Set.of("ignore", "silent", "propagate")
        .contains(mode.toLowerCase(java.util.Locale.ROOT))) {
      problems.add(
          modeNode == null ? fields.node() : modeNode,
          "`error_mode` must be ignore, silent or propagate, found \"" + mode + "\"");
    }
    if (GoYaml.items(span).isEmpty() && GoYaml.items(event).isEmpty()) {
      problems.add(
          fields.node(), "`ottl_condition` needs a condition: a list under `span` or `spanevent`");
      return null;
    }
    return new OttlPolicy(
        conditions(span, OttlCondition.Subject.SPAN),
        conditions(event, OttlCondition.Subject.SPAN_EVENT),
        mode.equalsIgnoreCase("propagate"));
  }

  private List<OttlCondition> conditions(@Nullable YamlNode node, OttlCondition.Subject subject) {
    List<OttlCondition> conditions = new ArrayList<>();
    for (YamlNode item : GoYaml.items(node)) {
      try {
        conditions.add(OttlCondition.read(yaml.text(item, ""), subject));
      } catch (OttlException e) {
        Position at =
            item instanceof YamlScalar scalar ? scalar.positionOf(e.offset()) : item.position();
        problems.add(at, e.message());
      }
    }
    return conditions;
  }

  private @Nullable Policy combined(String type, Fields fields) {
    return switch (type) {
      case "and" ->
          new Combined.And(parts(fields.optional("and_sub_policy"), Set.of("not")), Vote.SAMPLED);
      case "drop" ->
          new Combined.And(parts(fields.optional("drop_sub_policy"), Set.of("not")), Vote.DROPPED);
      case "not" -> not(fields);
      default -> composite(fields);
    };
  }

  private @Nullable Policy not(Fields fields) {
    YamlNode node = fields.optional("not_sub_policy");
    if (node == null || GoYaml.isNothing(node)) {
      problems.add(fields.node(), "`not` needs a `not_sub_policy`");
      return null;
    }
    Named part = read(node, Set.copyOf(LEAVES));
    return part == null ? null : new Combined.Not(part);
  }

  private List<Named> parts(@Nullable YamlNode node, Set<String> besides) {
    List<Named> parts = new ArrayList<>();
    Set<String> types = new java.util.HashSet<>(LEAVES);
    types.addAll(besides);
    for (YamlNode item : GoYaml.items(node)) {
      Named part = read(item, types);
      if (part != null) {
        parts.add(part);
      }
    }
    return parts;
  }

  private Policy composite(Fields fields) {
    long max = yaml.whole(fields.optional("max_total_spans_per_second"), 0);
    yaml.texts(fields.optional("policy_order")); // has no effect in a Collector either
    List<Named> parts = parts(fields.optional("composite_sub_policy"), Set.of("and"));
    Allocation allocation =
        Allocation.read(fields.optional("rate_allocation"), max, parts.size(), problems);
    return new Combined.Composite(
        parts.stream()
            .map(part -> new Combined.Composite.Part(part, allocation.spansPerSecond(part.name())))
            .toList());
  }
}
