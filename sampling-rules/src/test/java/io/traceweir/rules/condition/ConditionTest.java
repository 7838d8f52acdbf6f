// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "trace.error or trace.bytes > 1 and trace.bytes < 9"
            + "~trace.error or (trace.bytes > 1 and trace.bytes < 9)",
        "not trace.error and trace.bytes > 1~not (trace.error) and trace.bytes > 1",
        "not trace.bytes > 1~not (trace.bytes > 1)",
        "not not trace.error~trace.error",
        "(((trace.error)))~trace.error",
        "trace.error and (trace.bytes > 1 and trace.error)~trace.error and trace.bytes > 1",
        "trace.error and true~trace.error",
        "trace.error == false~not (trace.error)",
        "5 < trace.bytes~trace.bytes > 5",
        "trace.bytes >= 1KiB~trace.bytes >= 1024",
        "trace.duration > 90000ms~trace.duration > 1m30s",
        "trace.duration>1.5s~trace.duration > 1s500ms",
        "root.kind == 2~root.kind == server",
        "SPAN_KIND_CLIENT == root.kind~root.kind == client",
        "root.status.code == STATUS_CODE_ERROR~root.status == error",
        "any span(span.name == \"a\")~any span(name == \"a\")",
        "any span(instrumentation_scope.name == \"a\")~any span(scope.name == \"a\")",
        "any span(span.trace_state [ \"rojo\" ] == \"a\")~any span(trace_state[\"rojo\"] == \"a\")",
        "any span(trace_state[\"code\"] == \"an alias is for attributes\")"
            + "~any span(trace_state[\"code\"] == \"an alias is for attributes\")",
        "any event(span.trace_state contains \"a=\" and 1 == span.flags)"
            + "~any event(span.trace_state contains \"a=\" and span.flags == 1)",
        "any span(flags/2 * 2!=flags)~any span(flags / 2 * 2 != flags)",
        "any log(severity_number >= SEVERITY_NUMBER_WARN)~any log(severity >= 13)",
        "any log(severity > warn)~any log(severity > 16)",
        "any log(severity == Warn)~any log(severity >= 13 and severity <= 16)",
        "any log(severity == WARN2)~any log(severity == 14)",
        "any log(severity in [SEVERITY_NUMBER_ERROR, FATAL])"
            + "~any log(severity in [17, 21, 22, 23, 24])",
        "exists root.attributes[\"a\"]~root.attributes[\"a\"] != nil",
        "root.name not in [\"a\"]~not (root.name in [\"a\"])",
        "root.name not matches \"a\"~not (root.name matches \"a\")",
        "root.attributes[\"code\"] > -5~root.attributes[\"new\", \"old\"] > -5",
        "root.attributes[\"x\", \"code\", \"new\"] > 1e3"
            + "~root.attributes[\"x\", \"new\", \"old\"] > 1000.0",
        "root.name == \"\\\"\\\\\\n\\u00e9\"~root.name == \"\\\"\\\\\\né\"",
        "count   span( status==error )>=3~count span(status == error) >= 3",
        "\"shop\" in trace.services~trace.services contains \"shop\"",
        "\"shop\" not in trace.services~not (trace.services contains \"shop\")",
        "trace.start_time > \"2026-01-31T13:00:00.5+01:00\""
            + "~trace.start_time > \"2026-01-31T12:00:00.500Z\"",
        "\"2026-01-31T12:00:00Z\" <= trace.start_time~trace.start_time >= \"2026-01-31T12:00:00Z\"",
        "any event(event.name == \"a\")~any event(name == \"a\")",
        "any event(service == \"a\" and span.name == \"b\")"
            + "~any event(span.service == \"a\" and span.name == \"b\")",
        "any span(count event( name == \"a\" )>2)~any span(count event(name == \"a\") > 2)",
        "any span( IsMatch( name ,\"^a\" ) )~any span(IsMatch(name, \"^a\"))",
        "any span(Len ( attributes [ \"x\" ] )>3)~any span(Len(attributes[\"x\"]) > 3)",
        "any span((attributes[\"a\"]+ 1)*2 > 3 and name == \"a\")"
            + "~any span((attributes[\"a\"] + 1) * 2 > 3 and name == \"a\")",
        "any span(not exists ParseJSON(attributes[\"a\"])[\"b\"])"
            + "~any span(not (exists ParseJSON(attributes[\"a\"])[\"b\"]))",
        "any span(attributes[\"a\"][0] == 0x0aff)~any span(attributes[\"a\"][0] == 0x0aff)",
        "3 < Len(root.name)~3 < Len(root.name)",
      })
  void shouldReadManyFormsAsOne(String written, String canonical) {
    assertThat(read(written).canonical()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "trace.duration > 5s~trace.duration > 2s~true",
        "trace.duration > 2s~trace.duration > 5s~false",
        "trace.duration >= 5s~trace.duration > 5s~false",
        "trace.duration == 5s~trace.duration >= 5s~true",
        "trace.duration < 2s~trace.duration <= 2s~true",
        "trace.duration > 5s~trace.duration != 5s~true",
        "trace.error and trace.bytes > 1~trace.error~true",
        "trace.error~trace.error or trace.bytes > 1~true",
        "trace.error~trace.error and trace.bytes > 1~false",
        "trace.error or trace.bytes > 1~trace.error~false",
        "any span(name == \"a\" and status == ok)~any span(status == ok)~true",
        "no span(status == ok)~no span(name == \"a\" and status == ok)~true",
        "all span(status == ok)~any span(status == ok)~false",
        "root.name == \"a\"~root.name in [\"a\", \"b\"]~true",
        "root.name in [\"a\", \"b\"]~root.name in [\"a\"]~false",
        "not (trace.bytes > 1)~not (trace.bytes > 5)~true",
        "root.attributes[\"a\"] > 5~root.attributes[\"b\"] > 5~false",
        "trace.retries >= 3~trace.retries > 1~true",
        "trace.start_time > \"2026-02-01T00:00:00Z\"~trace.start_time > \"2026-01-01T00:00:00Z\"~true",
        "trace.start_time > \"2026-01-01T00:00:00Z\"~trace.start_time > \"2026-02-01T00:00:00Z\"~false",
        "any span(trace_state[\"a\"] == \"1\")~any span(trace_state[\"a\"] != \"2\")~true",
        "any span(trace_state[\"a\"] == \"1\")~any span(trace_state[\"b\"] != \"2\")~false",
        "any span(trace_state[\"a\"] == \"1\")~any span(trace_state != \"2\")~false",
        "any span(flags > 3)~any span(flags >= 1)~true",
        "any event(name == \"a\")~any event(name in [\"a\", \"b\"])~true",
        "any event(name == \"a\")~any span(name == \"a\")~false",
        "any span(IsMatch(name, \"a\") and status == ok)~any span(IsMatch( name,\"a\"))~true",
        "trace.services contains \"a\"~trace.services contains \"b\"~false",
        "trace.duration > 2s~not trace.duration < 1s~true",
        "trace.duration > 2s~not trace.duration > 3s~false",
        "not trace.bytes > 5~trace.bytes <= 5~true",
        "not root.duration > 5s~root.duration <= 5s~false",
        "no span(status == ok)~not any span(status == ok and name == \"a\")~true",
        "not no span(status == ok)~any span(status in [ok, error])~true",
        "not (trace.error or trace.bytes > 5)~trace.bytes < 9~true",
        "root.name in [\"a\", \"b\"]~root.name != \"c\"~true",
        "root.name in [\"a\", \"b\"]~root.name not in [\"c\", \"d\"]~true",
        "root.name in [\"a\", \"b\"]~root.name not in [\"b\", \"c\"]~false",
        "root.name not in [\"a\", \"b\"]~root.name != \"a\"~true",
        "root.attributes[\"a\"] == 1~exists root.attributes[\"a\"]~true",
        "root.attributes[\"a\"] != 1~exists root.attributes[\"a\"]~false",
        "root.attributes[\"a\"] == 1~root.attributes[\"a\"] != \"1\"~true",
        "trace.bytes == 9007199254740992.0~trace.bytes != 9007199254740993~false",
        "all span(status == ok)~no span(status == error)~true",
        "no span(status != ok)~all span(status in [ok, error])~true",
        "all span(status == ok and name == \"a\")~all span(status == ok)~true",
        "no span(status == ok)~any span(status != ok)~false",
        "any span(duration > root.duration)~any span(duration >= root.duration)~true",
        "any span(duration != root.duration)~any span(not duration == root.duration)~true",
        "any span(not duration < root.duration)~any span(duration >= root.duration)~false",
      })
  void shouldSeeThatOneConditionTakesAllOfAnother(String narrow, String wide, boolean implied) {
    assertThat(read(narrow).implies(read(wide))).isEqualTo(implied);
  }

  @Test
  void shouldReportAllMistakesOfACondition() {
    List<Mistake> mistakes = new ArrayList<>();

    Condition condition =
        Condition.read(
            "trace.eror or trace.duration > 2 and any span(stat == ok)",
            Aliases.NONE,
            mistakes::add);

    assertThat(condition).isNull();
    assertThat(mistakes).extracting(Mistake::offset).containsExactly(0, 31, 46);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "trace.orphans < 0~false",
        "trace.orphans >= 0~true",
        "trace.retries == -1~false",
        "trace.service_count != -1~true",
        "trace.service_count > -0.5~true",
        "trace.span_count in [-1, -2.5]~false",
        "count event(name == \"a\") < 0~false",
        "root.duration < 0s~false",
        "root.duration >= 0s~",
        "root.duration != -1s~true",
        "trace.start_time >= \"1970-01-01T00:00:00Z\"~",
        "trace.start_time < \"1970-01-01T00:00:00Z\"~false",
        "trace.orphans > 0~",
        "any span(trace.retries < 0)~false",
        "trace.masked_error or trace.retries >= 0~true",
        "any span(flags < 0)~false",
        "root.flags >= 0~",
        "any span(trace_state[\"a\"] == \"1\" and trace_state[\"a\"] == \"2\")~false",
        "any span(trace_state[\"a\"] == \"1\" and trace_state[\"b\"] == \"2\")~",
        "all span(trace_state[\"a\"] < \"b\" or trace_state[\"a\"] >= \"b\")~true",
        "root.trace_state[\"a\"] < \"b\" or root.trace_state[\"a\"] >= \"b\"~true",
        "root.attributes[\"a\"] < 0~",
        "trace.error and not trace.error~false",
        "trace.error or not trace.error~true",
        "trace.duration > 2s and trace.duration < 1s~false",
        "trace.duration > 1s and trace.duration < 2s~",
        "trace.duration >= 2s and trace.duration <= 2s~",
        "trace.duration > 1s or trace.duration <= 2s~true",
        "root.duration > 1s or root.duration <= 2s~",
        "root.kind == server and root.kind == client~false",
        "root.kind != server or root.kind != client~true",
        "root.kind == server and root.kind in [client, producer]~false",
        "root.kind == server and root.kind in [client, server]~",
        "exists root.attributes[\"a\"] and not exists root.attributes[\"a\"]~false",
        "root.attributes[\"a\"] == \"x\" and root.attributes[\"a\"] == 5~false",
        "root.attributes[\"a\"] == nil or root.attributes[\"a\"] != 5~",
        "root.attributes[\"a\"] != nil or root.attributes[\"a\"] != 5~true",
        "root.attributes[\"a\"] < 5 or root.attributes[\"a\"] >= 5~",
        "any span(kind == server and name == \"a\" and kind == client)~false",
        "all span(status == error or status != error)~true",
        "any span(status == error or status != error)~",
        "any span(kind == server) and any span(kind == client)~",
        "any span(kind == server) and no span(kind in [server, client])~false",
        "no log(severity >= INFO) or any log(severity >= DEBUG)~true",
        "trace.bytes > 2 or not (trace.error and trace.bytes > 5)~true",
        "trace.error and (trace.bytes > 5 and trace.bytes < 3 or not trace.error)~",
        "root.attributes[\"a\"] > 2 or root.attributes[\"a\"] <= 2~",
        "root.attributes[\"a\"] > 2 or not root.attributes[\"a\"] > 2~true",
        "root.attributes[\"a\"] > 2 or root.attributes[\"a\"] <= 2"
            + " or not exists root.attributes[\"a\"]~",
        "not root.attributes[\"a\"] > 2 and not root.attributes[\"a\"] <= 2~",
        "root.attributes[\"a\"] > 2 and root.attributes[\"a\"] < 1~false",
        "root.attributes[\"a\"] > 2 and root.attributes[\"b\"] < 1~",
        "root.attributes[\"a\"] != 1 and root.attributes[\"a\"] == nil~",
        "root.attributes[\"a\"] == true and root.attributes[\"a\"] == 1~false",
        "root.attributes[\"code\"] > 2 and root.attributes[\"new\", \"old\"] < 1~false",
        "any span(attributes[\"a\"] > 2 and attributes[\"a\"] < 1)~false",
        "any span(attributes[\"a\"] > 2) and any span(attributes[\"a\"] < 1)~",
        "any span(any event(name == \"a\") and any event(name == \"b\"))~",
        "any span(duration > 2s) and root.duration < 1s~",
        "no span(attributes[\"a\"] > 2 and attributes[\"a\"] < 1)~true",
        "all span(kind == server and kind == client)~",
        "all span(kind == server) and any span(kind == client)~false",
        "all span(kind == server) and all span(kind == client)~",
        "all span(kind == server) or any span(kind != server)~true",
        "all span(kind == server) and no span(kind == server)~",
        "not (trace.error and not trace.error)~true",
        "trace.error and not trace.error or trace.bytes > 3 and trace.bytes < 2~false",
        "trace.error and not trace.error or trace.bytes > 3~",
        "trace.services contains \"a\" and trace.services contains \"b\"~",
        "trace.services contains \"a\" and \"a\" not in trace.services~false",
        "any log(severity == WARN and severity == ERROR)~false",
        "any log(severity >= WARN and severity <= WARN)~",
        "any span(duration < root.duration and duration > root.duration)~false",
        "any span(duration < root.duration and duration >= trace.duration)~",
        "all span(duration < root.duration or duration >= root.duration)~",
        "all span(duration < trace.duration or duration >= trace.duration)~true",
        "count span(kind == server) > 3 and count span(kind == server) < 2~false",
        "count span(kind == server) > 3 and count span(kind == client) < 2~",
        "count span(kind == server and kind == client) > 3~false",
        "count span(kind == server and kind == client) <= 3~true",
        "count span(kind == server or kind != server) > 3~",
        "any span(Len(name) + 0 in [1] and not Len(name) + 0 in [1])~false",
        "all span(Len(name) + 0 in [1] or not Len(name) + 0 in [1])~true",
        "all span(not Len(name) + 0 in [1] or not Len(name) + 0 in [2])~true",
        "all span(Len(name) + 0 in [1] or exists Len(name) + 0)~",
      })
  void shouldSeeWhatIsTheSameForEveryTrace(String written, @Nullable Boolean constant) {
    assertThat(read(written).constant()).isEqualTo(Optional.ofNullable(constant));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "trace.error and trace.bytes > 5 and not trace.error"
            + "~36: `trace.error` and `not trace.error` never hold together",
        "not  (trace.error)  or trace.error"
            + "~23: one of `not (trace.error)` and `trace.error` always holds",
        "not (trace.error or not trace.error)"
            + "~20: one of `trace.error` and `not trace.error` always holds",
        "trace.bytes > 3 and (trace.error and trace.bytes < 1)"
            + "~37: `trace.bytes > 3` and `trace.bytes < 1` never hold together",
        "(trace.error or trace.bytes > 3) and not (trace.bytes > 1 or trace.error)"
            + "~37: `(trace.error or trace.bytes > 3)` and"
            + " `not (trace.bytes > 1 or trace.error)` never hold together",
        "any log(body == \"a\" and severity == WARN and severity > ERROR)"
            + "~45: `severity == WARN` and `severity > ERROR` never hold together",
        "trace.error and not trace.error or trace.bytes > 3 and trace.bytes < 2"
            + "~16: `trace.error` and `not trace.error` never hold together"
            + "; 55: `trace.bytes > 3` and `trace.bytes < 2` never hold together",
        "trace.error and false~",
        "count span(kind == server and kind == client) > 3"
            + "~30: `kind == server` and `kind == client` never hold together",
        "trace.bytes > 3~",
      })
  void shouldSayWhichPartsAreNeverOrAlwaysTrue(String written, @Nullable String clashes) {
    String found =
        read(written).clashes().stream()
            .map(clash -> clash.offset() + ": " + clash.message())
            .collect(Collectors.joining("; "));

    assertThat(found).isEqualTo(requireNonNullElse(clashes, ""));
  }

  @Test
  void shouldShowLongPartsInOneShortLine() {
    String list = "root.name in [\"" + "a".repeat(900) + "\",\n \"b\"]";

    assertThat(read(list + " and not\n " + list).clashes())
        .singleElement()
        .satisfies(clash -> assertThat(clash.message()).doesNotContain("\n").hasSizeLessThan(200));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "trace.masked_error~true~false",
        "trace.services contains \"a\"~true~false",
        "any event(name == \"a\")~true~false",
        "any log(body == \"a\")~false~true",
        "any log(severity > INFO and trace.retries > 1)~true~true",
        "any span(IsMatch(name, \"a\"))~true~false",
        "trace.log_count * 2 > trace.span_count~true~true",
        "root.trace_state[\"a\"] == \"1\" or root.flags == 1~true~false",
        "exists ParseJSON(root.name)~true~false",
        "any span(GetXML(attributes[\"a\"], \"/a/b\") == \"<b></b>\")~true~false",
        "UserAgent(root.name)[\"os.name\"] == \"Linux\"~true~false",
        "trace.bytes > 1~true~true",
        "count event(trace.log_count > 1) > 2~true~true",
      })
  void shouldKnowWhetherItLooksAtSpansOrLogs(String written, boolean spans, boolean logs) {
    Condition condition = read(written);

    assertThat(condition.readsSpans()).isEqualTo(spans);
    assertThat(condition.readsLogs()).isEqualTo(logs);
  }

  @ParameterizedTest
  @CsvSource({
    "a{10}, 10",
    "(ab){10}, 40",
    "((a{100}){100}){100}, 2001",
    "'a{3,}', 4",
    "'[a-z{5}]{2,3}', 3",
    "\\(a{5}, 6",
    "a{x}, 4",
    "(((, 6",
    ")a{7}, 7"
  })
  void shouldEstimateHowLongAnExpressionBecomes(String expression, long size) {
    assertThat(RegexSize.estimate(expression, 2_000)).isEqualTo(size);
  }

  private static Condition read(String text) {
    List<Mistake> mistakes = new ArrayList<>();
    Aliases aliases = new Aliases(Map.of("code", List.of("new", "old")));
    Condition condition = Condition.read(text, aliases, mistakes::add);
    assertThat(mistakes).as(text).isEmpty();
    return requireNonNull(condition);
  }
}
