// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.proposal;

import io.traceweir.rules.collector.GoYaml;
import io.traceweir.rules.condition.Aliases;
import io.traceweir.rules.condition.Condition;
import io.traceweir.rules.condition.ConditionText;
import io.traceweir.rules.condition.PatternMatch;
import io.traceweir.rules.ottl.W3cTraceState;
import io.traceweir.yaml.YamlMap;
import io.traceweir.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Policies that look at a trace, as conditions. */
final class LeafTranslator {
  private static final long LONGEST_MILLIS = Long.MAX_VALUE / 1_000_000 - 1;

  /** The lowest bit is set where the number is odd. */
  private static final Test SAMPLED_FLAG = Test.of("flags / 2 * 2 != flags");

  private final GoYaml yaml;
  private final YamlMap settings;

  LeafTranslator(GoYaml yaml, YamlMap settings) {
    this.yaml = yaml;
    this.settings = settings;
  }

  Draft translate(String type) throws Untranslatable {
    return switch (type) {
      case "always_sample" -> Draft.of(Test.ALWAYS);
      case "latency" -> latency();
      case "numeric_attribute" -> numeric();
      case "boolean_attribute" -> bool();
      case "string_attribute" -> text();
      case "status_code" -> statusCode();
      case "span_count" -> spanCount();
      case "probabilistic" -> probabilistic();
      case "rate_limiting" -> rate("spans_per_second");
      case "bytes_limiting" -> rate("bytes_per_second");
      case "ottl_condition" -> ottl();
      case "trace_state" -> traceState();
      case "trace_flags" -> Draft.of(SAMPLED_FLAG.ofAnySpan());
      default -> throw new Untranslatable("there is no rule like it");
    };
  }

  private @Nullable YamlNode get(String key) {
    return settings.value(key);
  }

  private long whole(String key) {
    return yaml.whole(get(key), 0);
  }

  private Draft latency() {
    long threshold = whole("threshold_ms");
    long upper = whole("upper_threshold_ms");
    List<Test> parts = new ArrayList<>();
    if (threshold >= 0) {
      parts.add(duration(">=", threshold));
    }
    if (upper != 0) {
      parts.add(upper < 0 ? Test.NEVER : duration("<", upper));
    }
    Draft draft = Draft.of(Test.allOf(parts), Difference.TIMES);
    return upper == 0 ? draft : draft.with(Difference.PREFIX);
  }

  /** Whole milliseconds above a bound begin with the next one. */
  private static Test duration(String sign, long millis) {
    if (millis >= LONGEST_MILLIS) {
      return sign.equals("<") ? Test.ALWAYS : Test.NEVER;
    }
    return Test.of("trace.duration " + sign + " " + (millis + 1) + "ms");
  }

  /** A name of an attribute on a span and on its resource. */
  private Draft attribute(Draft ofEither) {
    boolean invert = yaml.flag(get("invert_match"), false);
    Test test = ofEither.test().ofAnySpan();
    return new Draft(invert ? test.negated() : test, ofEither.share(), ofEither.differences());
  }

  private List<String> fields() throws Untranslatable {
    String key = yaml.text(get("key"), "");
    if (key.isEmpty()) {
      throw new Untranslatable("an attribute needs a name");
    }
    String name = "attributes[" + ConditionText.quoted(key) + "]";
    return List.of(name, "resource." + name);
  }

  private Draft numeric() throws Untranslatable {
    long min = whole("min_value");
    long max = whole("max_value");
    List<Test> either = new ArrayList<>();
    for (String field : fields()) {
      List<Test> bounds = new ArrayList<>();
      if (min != 0) {
        bounds.add(Test.of(field + " >= " + min));
      }
      if (max != 0) {
        bounds.add(Test.of(field + " <= " + max));
      }
      either.add(Test.allOf(bounds));
    }
    return attribute(Draft.of(Test.anyOf(either), Difference.TYPES));
  }

  private Draft bool() throws Untranslatable {
    boolean value = yaml.flag(get("value"), false);
    List<Test> either = new ArrayList<>();
    for (String field : fields()) {
      either.add(Test.of(field + " == " + value));
    }
    Draft draft = Draft.of(Test.anyOf(either));
    return attribute(value ? draft : draft.with(Difference.TYPES));
  }

  private Draft text() throws Untranslatable {
    List<String> values = yaml.texts(get("values"));
    if (yaml.flag(get("enabled_regex_matching"), false)) {
      return pattern(values);
    }
    List<String> wanted = values.stream().filter(value -> !value.isEmpty()).toList();
    if (wanted.isEmpty()) {
      return attribute(Draft.of(Test.NEVER));
    }
    List<Test> either = fields().stream().map(field -> isOneOf(field, wanted)).toList();
    return attribute(Draft.of(Test.anyOf(either)));
  }

  private static Test isOneOf(String field, List<String> values) {
    List<String> wanted = values.stream().distinct().map(ConditionText::quoted).toList();
    return switch (wanted.size()) {
      case 0 -> Test.NEVER;
      case 1 -> Test.of(field + " == " + wanted.get(0));
      default -> Test.of(field + " in [" + String.join(", ", wanted) + "]");
    };
  }

  /** The empty text, and on a resource a value of another type, may match too. */
  private Draft pattern(List<String> expressions) throws Untranslatable {
    List<String> fields = fields();
    List<Test> either = new ArrayList<>();
    for (String expression : expressions) {
      boolean matchesEmpty = PatternMatch.of(expression).matches("");
      String test = " matches " + ConditionText.quoted(expression);
      Test ofSpan = Test.of(fields.get(0) + test);
      either.add(
          matchesEmpty ? Test.allOf(List.of(ofSpan, Test.of(fields.get(0) + " != \"\""))) : ofSpan);
      either.add(Test.of(fields.get(1) + test));
    }
    return attribute(Draft.of(Test.anyOf(either), Difference.TYPES));
  }

  private Draft traceState() {
    String key = yaml.text(get("key"), "");
    String field = "trace_state[" + ConditionText.quoted(key) + "]";
    List<String> values = W3cTraceState.possible(key, yaml.texts(get("values")));
    return Draft.of(isOneOf(field, values).ofAnySpan());
  }

  private Draft statusCode() {
    List<String> codes =
        yaml.texts(get("status_codes")).stream()
            .map(code -> code.toLowerCase(Locale.ROOT))
            .distinct()
            .toList();
    String test =
        codes.size() == 1 ? "== " + codes.get(0) : "in [" + String.join(", ", codes) + "]";
    return Draft.of(Test.of("status " + test).ofAnySpan());
  }

  private Draft spanCount() {
    int min = (int) whole("min_spans");
    int max = (int) whole("max_spans");
    List<Test> bounds = new ArrayList<>();
    if (min > 0) {
      bounds.add(Test.of("trace.span_count >= " + min));
    }
    if (max != 0) {
      bounds.add(max < 0 ? Test.NEVER : Test.of("trace.span_count <= " + max));
    }
    return Draft.of(Test.allOf(bounds));
  }

  private Draft probabilistic() {
    double percent = yaml.fraction(get("sampling_percentage"), 0);
    String salt = yaml.text(get("hash_salt"), "");
    return Draft.of(Share.ofPercent(percent, "salt " + salt), Difference.HASH);
  }

  private Draft rate(String key) {
    return Draft.of(Share.ofRate(key, whole(key)), Difference.RATE);
  }

  private Draft ottl() throws Untranslatable {
    List<Test> any = new ArrayList<>();
    for (String condition : yaml.texts(get("span"))) {
      any.add(asked("span", condition));
    }
    for (String condition : yaml.texts(get("spanevent"))) {
      any.add(asked("event", condition));
    }
    return Draft.of(Test.anyOf(any), Difference.OTTL);
  }

  private static Test asked(String subject, String condition) throws Untranslatable {
    String text = "any " + subject + "(" + condition + ")";
    List<String> mistakes = new ArrayList<>();
    if (Condition.read(text, Aliases.NONE, mistake -> mistakes.add(mistake.message())) == null) {
      throw new Untranslatable(
          "`"
              + condition.strip()
              + "` is no condition of a rule: "
              + mistakes.stream().limit(1).collect(Collectors.joining()));
    }
    return Test.of(ConditionText.line(text));
  }
}
