// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_ERROR2;
import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_WARN;
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
            - { name: rest, keep: 5% }
            """);
    TraceBuilder builder = trace("t").orphan("GET /");
    for (int i = 0; i < 50; i++) {
      builder.calls("shop", "GET /").attribute("http.status_code", 200).attribute("rate", 1.5);
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
