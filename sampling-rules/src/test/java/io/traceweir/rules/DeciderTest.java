// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_ERROR2;
import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_WARN;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_INTERNAL;
import static io.traceweir.testkit.Traces.trace;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.trace.Trace;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeciderTest {

  @Test
  void shouldTakeTheFirstRuleThatHolds() throws ProblemsException {
    Decisions decisions =
        new Decisions(
            """
            - { name: errors, when: trace.error, keep: 100% }
            - { name: slow, when: trace.duration > 2s, keep: 50% }
            - { name: rest, keep: 5% }
            """);
    TraceBuilder slow = trace("s").root("GET /").lasting(Duration.ofSeconds(3));

    assertThat(decisions.rule(trace("q").root("GET /"))).isEqualTo("rest");
    assertThat(decisions.rule(slow)).isEqualTo("slow");
    assertThat(decisions.rule(slow.error())).isEqualTo("errors");
  }

  @Test
  void shouldAskForEventsOfTheSameSpanInsideItsParentheses() throws ProblemsException {
    Decisions decisions =
        new Decisions(
            """
            - name: same
              when: any span(service == "pay" and any event(name == "exception"))
              keep: 100%
            - name: apart
              when: any span(service == "pay") and any event(name == "exception")
              keep: 100%
            - { name: rest, keep: 5% }
            """);

    assertThat(decisions.rule(trace("a").root("r").event("exception").calls("pay", "c")))
        .isEqualTo("apart");
    assertThat(decisions.rule(trace("b").root("r").calls("pay", "c").event("exception")))
        .isEqualTo("same");
  }

  @Test
  void shouldLookAtEachTraceAnewThoughItsReaderUsesOneObject() throws ProblemsException {
    Decisions decisions =
        new Decisions(
            """
            - { name: masked, when: trace.masked_error, keep: 100% }
            - { name: masked-or-retried, when: trace.masked_error or trace.retries > 0, keep: 1% }
            - { name: missing, when: trace.root_missing and trace.orphans == 1, keep: 100% }
            - { name: rest, keep: 5% }
            """);
    TraceBuilder masked = trace("a").root("r").calls("pay", "c").error();
    TraceBuilder retried = trace("b").root("r").calls("p", "c").up().up().calls("p", "c");

    for (int i = 0; i < 2; i++) {
      assertThat(decisions.rule(masked)).isEqualTo("masked");
      assertThat(decisions.rule(retried)).isEqualTo("masked-or-retried");
      assertThat(decisions.rule(trace("c").orphan("r"))).isEqualTo("missing");
      assertThat(decisions.rule(trace("d").root("r"))).isEqualTo("rest");
    }
  }

  @Test
  void shouldTakeWhatAFunctionHasNoResultForAsFalse() throws ProblemsException {
    Decisions decisions =
        new Decisions(
            """
            - { name: long, when: 'any span(Len(attributes["x"]) > 3)', keep: 100% }
            - { name: twice, when: 'any span(attributes["n"] * 2 != 4)', keep: 100% }
            - { name: root, when: 'HasPrefix(root.name, "GET") and trace.span_count + 1 > 2', keep: 1% }
            - { name: not, when: 'all span(not (attributes["n"] * 2 > 3))', keep: 100% }
            - { name: rest, keep: 5% }
            """);

    assertThat(decisions.rule(trace("a").root("r").attribute("x", "four"))).isEqualTo("long");
    assertThat(decisions.rule(trace("b").root("r").attribute("n", 3))).isEqualTo("twice");
    assertThat(decisions.rule(trace("c").root("r").attribute("n", 2))).isEqualTo("rest");
    assertThat(decisions.rule(trace("d").root("GET /").child("x"))).isEqualTo("root");
    assertThat(decisions.rule(trace("e").orphan("x").kind(SPAN_KIND_INTERNAL))).isEqualTo("not");
  }

  @Test
  void shouldTakeTheCatchAllWhenItIsAlone() throws ProblemsException {
    Decisions decisions = new Decisions("- { name: rest, keep: 5% }");

    assertThat(decisions.rule(trace("q").root("GET /"))).isEqualTo("rest");
  }

  @Test
  void shouldWantEverythingInTheParenthesesOfTheSameSpan() throws ProblemsException {
    Decisions decisions =
        new Decisions(
            """
            - { name: same, when: any span(service == "pay" and status == error), keep: 100% }
            - name: apart
              when: any span(service == "pay") and any span(status == error)
              keep: 100%
            - { name: rest, keep: 5% }
            """);

    assertThat(decisions.rule(trace("a").root("GET /").error().calls("pay", "charge")))
        .isEqualTo("apart");
    assertThat(decisions.rule(trace("b").root("GET /").calls("pay", "charge").error()))
        .isEqualTo("same");
  }

  @Test
  void shouldDecideByALog() throws ProblemsException {
    Decisions decisions =
        new Decisions(
            """
            - { name: logged, when: any log(severity >= ERROR), keep: 100% }
            - { name: warned, when: any log(severity == WARN), keep: 20% }
            - { name: rest, keep: 5% }
            """);
    TraceBuilder trace = trace("a").root("GET /").service("shop");

    assertThat(decisions.rule(trace)).isEqualTo("rest");
    assertThat(decisions.rule(trace.log(SEVERITY_NUMBER_WARN, "low"))).isEqualTo("warned");
    assertThat(decisions.rule(trace.log(SEVERITY_NUMBER_ERROR2, "out"))).isEqualTo("logged");
  }

  @Test
  void shouldTryTheNamesOfAnAliasInTheirOrder() throws ProblemsException {
    Decisions decisions =
        new Decisions(
            "{ code: [new, old] }",
            """
            - { name: failed, when: 'any span(attributes["code"] >= 500)', keep: 100% }
            - { name: rest, keep: 5% }
            """);

    assertThat(decisions.rule(trace("a").root("r").attribute("old", 503))).isEqualTo("failed");
    assertThat(decisions.rule(trace("b").root("r").attribute("old", 503).attribute("new", 200)))
        .isEqualTo("rest");
    assertThat(decisions.rule(trace("c").root("r").attribute("code", 503))).isEqualTo("rest");
  }

  @Test
  void shouldTakeAbsentAndUnlikeValuesForDifferentOnly() throws ProblemsException {
    Decisions decisions =
        new Decisions(
            """
            - { name: equal, when: 'root.attributes["n"] == 5', keep: 1% }
            - { name: small, when: 'root.attributes["n"] < 5', keep: 1% }
            - { name: large, when: 'root.attributes["n"] > 5', keep: 1% }
            - { name: different, when: 'root.attributes["n"] != 5', keep: 1% }
            - { name: rest, keep: 5% }
            """);

    assertThat(decisions.rule(trace("a").root("r").attribute("n", 5.0))).isEqualTo("equal");
    assertThat(decisions.rule(trace("b").root("r").attribute("n", 4.5))).isEqualTo("small");
    assertThat(decisions.rule(trace("c").root("r").attribute("n", "5"))).isEqualTo("different");
    assertThat(decisions.rule(trace("d").root("r"))).isEqualTo("different");
  }

  @Test
  void shouldReadTheLibrarysFirstFileAsItSays() throws IOException, ProblemsException {
    Decisions decisions =
        Decisions.of(Files.readString(Path.of("library", "getting-started.yaml")));
    TraceBuilder probe = trace("h").root("GET").attribute("http.target", "/healthz");

    assertThat(decisions.rule(probe)).isEqualTo("health-checks");
    assertThat(decisions.rule(trace("q").root("GET /"))).isEqualTo("rest");
    assertThat(decisions.rule(trace("e").root("GET /").attribute("http.status_code", 502)))
        .isEqualTo("errors");
    assertThat(decisions.rule(trace("s").root("GET /").lasting(Duration.ofSeconds(1))))
        .isEqualTo("slow");
    assertThat(decisions.rule(probe.error())).isEqualTo("errors");
  }

  @Test
  void shouldAllocateNothingWhileDeciding() throws ProblemsException {
    Decisions decisions =
        new Decisions(
            "{ code: [x, http.status_code] }",
            """
            - { name: a, when: 'any span(attributes["code"] >= 500 or duration > 1h)', keep: 1% }
            - { name: b, when: count span(kind == server and service == "no") > 3, keep: 1% }
            - { name: c, when: 'any span(name matches "^POST .*/pay$")', keep: 1% }
            - { name: d, when: 'any span(resource.attributes["k"] in ["a", 1, 2.5])', keep: 1% }
            - { name: e, when: 'any span(attributes["rate"] > 2.5 or name contains "#")', keep: 1% }
            - { name: f, when: 'any span(attributes["code"] > root.attributes["code"])', keep: 1% }
            - { name: g, when: 'any log(severity >= ERROR and body starts_with "x")', keep: 1% }
            - { name: h, when: 'any event(name == "x" or attributes["y"] > 3)', keep: 1% }
            - { name: i, when: 'any span(count event(attributes["y"] == "z") > 2)', keep: 1% }
            - { name: j, when: trace.masked_error or trace.retries > 99, keep: 1% }
            - { name: k, when: trace.orphans > 9 or trace.service_count > 9, keep: 1% }
            - { name: l, when: trace.critical_path.service == "x", keep: 1% }
            - { name: m, when: trace.services contains "x", keep: 1% }
            - { name: n, when: trace.start_time > "2100-01-01T00:00:00Z", keep: 1% }
            - { name: o, when: 'any span(IsMatch(name, "^x") or HasPrefix(name, "y"))', keep: 1% }
            - { name: rest, keep: 5% }
            """);
    TraceBuilder builder = trace("t").orphan("GET /");
    for (int i = 0; i < 50; i++) {
      builder.calls("shop", "GET /").attribute("http.status_code", 200).attribute("rate", 1.5);
      builder.event("retry").eventAttribute("y", "v");
      builder.log(SEVERITY_NUMBER_WARN, "slow").up().up();
    }
    Trace trace = decisions.read(builder);
    decisions.decider().decide(trace, 0);

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Rule rule = decisions.decider().decide(trace, 0).rule();
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(rule.name()).isEqualTo("rest");
    assertThat(allocated).isZero();
  }
}
