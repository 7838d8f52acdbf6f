// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes random conditions without mistakes, with values that occur in {@link RandomTraces}. */
public final class RandomConditions {
  static final List<String> TEXTS = List.of("", "a", "ab", "b", "GET /", "é", "𝄞", "\uffee", "5");

  /** Too long to be remembered. */
  private static final String LONG = "k3=" + "a".repeat(250) + ",k4=" + "b".repeat(256) + ",k1=ab";

  static final List<String> HEADERS =
      List.of("", "k1=a", "k2=b, k1=ab", "either=5,k2=a", "k1=a,k1=b", "k1=a,k2", "K=a,k1=b", LONG);
  static final List<Integer> FLAGS = List.of(0, 1, 2, 3, 0x101, 0x300, -1);
  static final List<String> KEYS = List.of("k1", "k2", "k3", "k4");

  private static final String CRITICAL = "trace.critical_path.service";

  private final Random random;

  public RandomConditions(Random random) {
    this.random = random;
  }

  public String condition() {
    return condition(Subject.TRACE, 3);
  }

  private String condition(Subject subject, int depth) {
    int choice = random.nextInt(depth > 0 ? 10 : 4);
    return switch (choice) {
      case 4 -> "not " + bracketed(condition(subject, depth - 1));
      case 5, 6 -> joined(subject, depth, " and ");
      case 7, 8 -> joined(subject, depth, " or ");
      case 9 -> "(" + condition(subject, depth - 1) + ")";
      default ->
          subject == Subject.TRACE
              ? aboutTrace(depth)
              : subject == Subject.SPAN && random.nextInt(6) == 0
                  ? aboutItems(Subject.EVENT, depth)
                  : simple(subject);
    };
  }

  private String joined(Subject subject, int depth, String word) {
    return Stream.generate(() -> bracketed(condition(subject, depth - 1)))
        .limit(2L + random.nextInt(2))
        .collect(Collectors.joining(word));
  }

  /** Sometimes left to the precedence of the operators. */
  private String bracketed(String condition) {
    return random.nextInt(3) > 0 ? "(" + condition + ")" : condition;
  }

  private String aboutTrace(int depth) {
    return random.nextInt(8) < 5
        ? aboutItems(oneOf(Subject.SPAN, Subject.SPAN, Subject.LOG, Subject.EVENT), depth)
        : simple(Subject.TRACE);
  }

  private String aboutItems(Subject subject, int depth) {
    String inner = subject.word() + "(" + condition(subject, Math.max(0, depth - 1)) + ")";
    return switch (random.nextInt(5)) {
      case 0, 1, 2 -> oneOf("any ", "all ", "no ") + inner;
      case 3 -> "count " + inner + op() + random.nextInt(4);
      default -> random.nextInt(4) + op() + "count " + inner;
    };
  }

  private String simple(Subject subject) {
    if (random.nextInt(6) == 0 && subject != Subject.LOG) {
      return ottl(subject == Subject.TRACE ? "root." : "");
    }
    return switch (random.nextInt(subject == Subject.TRACE ? 8 : 11)) {
      case 0 -> oneOf("trace.error", "trace.error == " + flag(), flag() + " != trace.error");
      case 1 -> number();
      case 2, 3 -> aboutSpan("root.");
      case 4 -> comparison("root.service", op(), text());
      case 5 -> "root.duration" + op() + oneOf("trace.duration", "0s", "90ms", "100ms", "1h");
      case 6, 7 -> aboutCalls();
      default ->
          switch (subject) {
            case LOG -> aboutLog();
            case EVENT -> aboutEvent();
            default -> aboutSpan(oneOf("", "span."));
          };
    };
  }

  private String ottl(String owner) {
    String name = owner + "name";
    return switch (random.nextInt(owner.isEmpty() ? 5 : 6)) {
      case 0 -> "IsMatch(" + name + ", \"^(a|G)\")";
      case 1 -> "HasPrefix(" + name + ", \"a\")";
      case 2 -> "\"AB\" == ConvertCase(" + name + ", \"upper\")";
      case 3 ->
          "ConvertCase("
              + name
              + ", \"upper\")"
              + oneOf(" in [\"AB\", \"B\"]", " not contains \"A\"", " starts_with \"G\"");
      case 4 -> owner + "attributes[\"k1\"] * 2 + 1 >= 2";
      default -> "trace.span_count + trace.log_count > 3";
    };
  }

  private String aboutCalls() {
    return switch (random.nextInt(7)) {
      case 0 ->
          oneOf("trace.masked_error", "trace.root_missing", "trace.masked_error == " + flag());
      case 1 -> comparison("trace.start_time", op(), time());
      case 2 -> "trace.services" + oneOf(" contains ", " not contains ") + oneOf("\"a\"", "\"ab\"");
      case 3 -> oneOf("\"a\"", "\"b\"") + oneOf(" in ", " not in ") + "trace.services";
      case 4 -> comparison("trace.critical_path.service", op(), oneOf(text(), "root.service"));
      case 5 -> oneOf("exists ", "not exists ") + oneOf("trace.start_time", CRITICAL);
      default ->
          comparison(oneOf("trace.retries", "trace.orphans", "trace.service_count"), op(), "1");
    };
  }

  private String time() {
    return oneOf(
        "\"1970-01-01T00:00:01Z\"", "\"1970-01-01T00:00:01.0003Z\"", "\"2026-01-31T12:00:00Z\"");
  }

  private String aboutEvent() {
    return switch (random.nextInt(5)) {
      case 0 -> aboutText(oneOf("name", "event.name"));
      case 1 -> aboutSpan("span.");
      case 2 -> aboutText(oneOf("service", "scope.name"));
      default -> aboutAttribute(oneOf("attributes", "event.attributes", "resource.attributes"));
    };
  }

  private String number() {
    String field = oneOf("trace.span_count", "trace.log_count", "trace.error_count", "trace.bytes");
    return switch (random.nextInt(4)) {
      case 0 -> "trace.duration" + op() + oneOf("100ms", "0.1s", "1s500ms", "0s");
      case 1 -> field + oneOf(" in ", " not in ") + "[0, 1, 2.0, 3]";
      case 2 -> comparison(field, op(), oneOf("1KiB", "2.5", "300B"));
      default -> comparison(field, op(), oneOf("0", "1", "2", "3", "trace.span_count"));
    };
  }

  private String aboutSpan(String prefix) {
    return switch (random.nextInt(11)) {
      case 0 ->
          comparison(prefix + "kind", op(), oneOf("server", "CLIENT", "SPAN_KIND_SERVER", "3"));
      case 1 -> prefix + "status in [ok, error]";
      case 2 -> comparison(prefix + "status", op(), oneOf("ok", "error", "STATUS_CODE_UNSET"));
      case 3 ->
          comparison(prefix + "duration", op(), oneOf("0s", "98ms", "100ms", "trace.duration"));
      case 4 -> prefix + "parent_span_id" + oneOf(" == nil", " != nil");
      case 5 -> aboutText(prefix + oneOf("name", "service", "scope.name", "scope.version"));
      case 6 -> aboutText(prefix + oneOf("trace_state", member(), member()));
      case 7 -> aboutFlags(prefix + "flags");
      default -> aboutAttribute(prefix + oneOf("attributes", "attributes", "resource.attributes"));
    };
  }

  /** One of the keys is the name of an alias, too. */
  private String member() {
    return "trace_state[\"" + oneOf("k1", "k2", "either") + "\"]";
  }

  private String aboutFlags(String field) {
    boolean mayBeHalved = !field.startsWith("root."); // functions do not know the root everywhere
    return switch (random.nextInt(mayBeHalved ? 3 : 2)) {
      case 0 -> field + oneOf(" in ", " not in ") + "[0, 1, 257]";
      case 1 -> comparison(field, op(), oneOf("0", "1", "4294967295", "trace.span_count"));
      default -> field + " / 2 * 2 != " + field;
    };
  }

  private String aboutLog() {
    return switch (random.nextInt(5)) {
      case 0 ->
          comparison("severity", op(), oneOf("INFO", "warn", "ERROR", "FATAL", "trace", "17"));
      case 1 -> "severity" + oneOf(" in ", " not in ") + "[WARN, error]";
      case 2 -> aboutText(oneOf("service", "severity_text", "body", "log.body"));
      case 3 -> oneOf("exists body", "body == nil", "body != nil");
      default -> aboutAttribute(oneOf("attributes", "resource.attributes"));
    };
  }

  private String aboutText(String field) {
    return switch (random.nextInt(4)) {
      case 0 -> field + oneOf(" in ", " not in ") + "[" + text() + ", " + text() + "]";
      case 1 -> field + textTest();
      default -> comparison(field, op(), oneOf(text(), "root.name"));
    };
  }

  private String aboutAttribute(String owner) {
    String field = owner + "[\"" + oneOf("k1", "k2", "k3", "k4", "either") + "\"]";
    return switch (random.nextInt(8)) {
      case 0 -> oneOf("exists " + field, field + " == nil", field + " != nil");
      case 1 -> field + oneOf(" in ", " not in ") + "[" + text() + ", 1, 2.5, true]";
      case 2 -> field + textTest();
      case 3 -> comparison(field, op(), oneOf("root.name", "trace.span_count", "trace.error"));
      case 4 -> comparison(field, op(), "root.attributes[\"k1\", \"k2\"]");
      default -> comparison(field, op(), oneOf(text(), "0", "1", "-2", "1.0", "2.5", flag()));
    };
  }

  private String textTest() {
    return oneOf(
        " matches \"^(a|G)\"",
        " matches \"[0-9b]$\"",
        " not matches \"(?i)get\"",
        " contains \"b\"",
        " not contains \"a\"",
        " starts_with \"a\"",
        " ends_with \"b\"");
  }

  private String comparison(String left, String op, String right) {
    return random.nextInt(4) > 0 || op.isBlank() ? left + op + right : right + op + left;
  }

  private String op() {
    return oneOf(" == ", " == ", " != ", " < ", " <= ", " > ", ">=");
  }

  private String text() {
    return Shown.quoted(TEXTS.get(random.nextInt(TEXTS.size())));
  }

  private String flag() {
    return oneOf("true", "false");
  }

  @SafeVarargs
  private final <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
