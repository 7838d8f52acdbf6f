// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.yaml.Problem;
import io.traceweir.yaml.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotationMistakesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "shop GET / eror            | 1:12 | did you mean \"error\"?",
        "shop GET / ERROR           | 1:12 | did you mean \"error\"?",
        "shop GET / Ok              | 1:12 | did you mean \"ok\"?",
        "shop GET / lcient          | 1:12 | did you mean \"client\"?",
        "shop GET / servers         | 1:12 | did you mean \"server\"?",
        "shop GET / error servr     | 1:18 | `servr` is no word of the notation",
        "shop GET / 12 ms           | 1:12 | no duration such as 250ms",
        "shop GET / 1.2sec          | 1:12 | no duration such as 250ms",
        "shop GET /, error          | 1:10 | no commas",
        "shop                       | 1:1  | a span has a service and a name",
        "shop error                 | 1:6  | quote a name that is a word",
        "shop GET \"/ x\"           | 1:10 | put the whole name in quotes",
        "shop GET / a = 5           | 1:14 | without spaces around its `=`",
        "shop GET / a=              | 1:13 | no value after `=`",
        "shop GET /?a=b             | 1:10 | a name with `=` in it needs quotes",
        "shop GET / a=\"x           | 1:14 | no closing quote",
        "shop GET / a=\"\\x\"       | 1:15 | write `\\\\` for a backslash",
        "shop GET / a=\"x\"y        | 1:17 | a space is missing after the value",
        "shop \"GET\"x              | 1:11 | a space is missing after the quote",
        "shop GET / a=[1            | 1:14 | the list has no `]`",
        "shop GET / a=[1 2]         | 1:14 | a list is written",
        "shop GET / a=1 a=2         | 1:16 | `a` has a value already",
        "shop GET / error ok        | 1:18 | a second status",
        "shop GET / client server   | 1:19 | a second kind",
        "shop GET / 1s 2s           | 1:15 | a second duration",
        "shop GET / +1s -2s         | 1:16 | a second start",
        "shop GET / x0              | 1:12 | a span is there once at least",
        "shop GET / 25h             | 1:12 | longer than a day",
        "shop GET / 999999999999h   | 1:12 | longer than a day",
        "shop GET / @flag=1         | 1:12 | `@flag` is no field; did you mean \"@flags\"?",
        "shop GET / @flags=x        | 1:19 | flags are a number",
        "event e                    | 1:1  | an event stands below its span",
        "a=1                        | 1:1  | stands behind a span",
        "log EROR                   | 1:5  | did you mean \"ERROR\"?",
        "log ERROR card refused     | 1:11 | a body in quotes",
        "log ERROR WARN             | 1:11 | a log has one severity",
        "log \"a\" \"b\"            | 1:9  | a log has one body",
        "trace ids=1                | 1:7  | did you mean \"id\"?",
        "trace id=1                 | 1:10 | a trace id has 32 hex digits",
        "trace rv=1                 | 1:10 | `rv` has 14 hex digits",
        "trace start=now            | 1:13 | a time is written like",
        "trace start=1970-01-01T00:00:00Z | 1:13 | between the years 2000 and 2100"
      })
  void shouldSayWhatIsWrongAndWhere(String line, String place, String message) {
    assertThat(Written.mistakes(line))
        .first()
        .asString()
        .startsWith(place + ": ")
        .contains(message);
  }

  @Test
  void shouldLetWordsPassThatAreUnlikeThoseOfTheNotation() {
    for (String name : new String[] {"GET /products", "list products", "place order", "on it"}) {
      assertThat(Written.mistakes("shop " + name)).as(name).isEmpty();
    }
  }

  @Test
  void shouldReportMistakesOfTheTreeAllAtOnce() {
    List<String> mistakes =
        Written.mistakes(
            """
            shop GET /
                payment charge
              bank debit
            shop again
              log WARN "x"
                mail send
              mail send orphan
              a=1 error
              event
              event e late
            trace id=1
            """);

    assertThat(mistakes)
        .satisfiesExactly(
            m -> assertThat(m).isEqualTo("3:3: indented by 2; lines above it are by 0 or 4"),
            m -> assertThat(m).startsWith("4:1: a second span without a parent"),
            m -> assertThat(m).startsWith("6:5: only `key=value` can stand below a log"),
            m -> assertThat(m).startsWith("7:13: a span that is indented has a parent"),
            m -> assertThat(m).startsWith("8:7: only `key=value`"),
            m -> assertThat(m).startsWith("9:3: an event has a name"),
            m -> assertThat(m).startsWith("10:3: an event comes with its span"),
            m -> assertThat(m).startsWith("11:1: the line `trace` comes first"));
  }

  @Test
  void shouldRefuseLinesThatYamlHasRunTogether() {
    assertThat(problems("shop GET /\n  payment charge\n")).contains("begin them with a bar");
    assertThat(problems("[a, b]")).contains("one span a line");
    assertThat(problems("")).contains("found nothing");
    assertThat(problems("|\n  # nothing\n")).contains("this trace is empty");
    assertThat(problems("|\n  shop GET /\n  \tshop tab\n")).contains("not with tabs");
  }

  private static String problems(String yaml) {
    Problems problems = new Problems();
    assertThat(Written.read(yaml, problems)).isNull();
    return problems.list().stream().map(Problem::message).reduce("", (a, b) -> a + b + "\n");
  }

  @Test
  void shouldEndForDeepAndLongTraces() {
    StringBuilder deep = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      deep.append(" ".repeat(i)).append("a b\n");
    }
    assertThat(Written.mistakes(deep.toString())).first().asString().contains("nested deeper than");
    assertThat(Written.mistakes("a b root\n".repeat(30_000)))
        .singleElement()
        .asString()
        .contains("20000 lines at most");
    assertThat(Written.mistakes("a b\n  a b x999999\n    a b x999999\n"))
        .singleElement()
        .asString()
        .contains("at most 20000 spans");
    assertThat(Written.mistakes("a b x20001")).singleElement().asString().contains("20000 spans");
    assertThat(Written.of("a b x20000 24h").spans()).hasSize(20_000);
  }
}
