// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.traceweir.rules.condition.Finding.Example;
import io.traceweir.rules.condition.Finding.Items;
import io.traceweir.rules.condition.Finding.Reading;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceId;
import io.traceweir.trace.TraceReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class ExplainerTest {
  private static final Aliases ALIASES = new Aliases(Map.of("either", List.of("k3", "k4")));

  private final AttributeNames names = new AttributeNames();

  /** Every part, at every depth, is what that part says when it is a condition by itself. */
  @Test
  void shouldFindOfEveryPartWhatItSaysByItself() {
    Random random = new Random(20_260_719);
    RandomConditions conditions = new RandomConditions(random);
    List<Condition> read = new ArrayList<>();
    while (read.size() < 500) {
      read.add(read(conditions.condition()));
    }
    List<TraceFilter> filters = read.stream().map(c -> c.bind(names)).toList();
    List<Explainer> explainers = read.stream().map(c -> c.explainer(names)).toList();
    RandomTraces traces = new RandomTraces(random);
    TraceReader reader = new TraceReader(names, new ResourceCache());
    int holding = 0;
    for (int t = 0; t < 40; t++) {
      Trace trace = traces.next().read(reader);
      for (int i = 0; i < read.size(); i++) {
        Finding finding = explainers.get(i).explain(trace);
        boolean expected = filters.get(i).holds(trace);
        assertThat(finding.holds()).as(read.get(i).canonical()).isEqualTo(expected);
        checkParts(finding);
        holding += expected ? 1 : 0;
      }
    }
    assertThat(holding).isBetween(4_000, 16_000);
  }

  private static void checkParts(Finding finding) {
    if (finding.items() != null) {
      checkItems(finding, finding.items());
      return;
    }
    List<Boolean> parts = finding.parts().stream().map(Finding::holds).toList();
    switch (finding.text()) {
      case "and" -> assertThat(finding.holds()).isEqualTo(!parts.contains(false));
      case "or" -> assertThat(finding.holds()).isEqualTo(parts.contains(true));
      case "not" -> assertThat(parts).containsExactly(!finding.holds());
      default -> assertThat(parts).isEmpty();
    }
    finding.parts().forEach(ExplainerTest::checkParts);
  }

  private static void checkItems(Finding finding, Items items) {
    String text = finding.text();
    assertThat(items.fitting()).isBetween(0, items.count());
    if (text.startsWith("any ")) {
      assertThat(finding.holds()).isEqualTo(items.fitting() > 0);
    } else if (text.startsWith("no ")) {
      assertThat(finding.holds()).isEqualTo(items.fitting() == 0);
    } else if (text.startsWith("all ")) {
      assertThat(finding.holds()).isEqualTo(items.fitting() == items.count());
    } else {
      assertThat(finding.readings().get(0).value()).isEqualTo(String.valueOf(items.fitting()));
    }
  }

  @Test
  void shouldShowWhichSpansFitAndWhichPartFails() {
    TraceBuilder trace =
        Traces.trace("a")
            .root("POST /pay")
            .service("shop")
            .lasting(Duration.ofMillis(300))
            .child("charge")
            .service("payment")
            .attribute("retry", 2L)
            .sibling("audit")
            .service("payment")
            .error();

    Finding finding =
        explain(
            "any span(service == \"payment\" and attributes[\"retry\"] > 1 and status == error)",
            trace);

    assertThat(finding.holds()).isFalse();
    assertThat(requireNonNull(finding.items()).fitting()).isZero();
    assertThat(finding.parts())
        .extracting(Finding::text, part -> requireNonNull(part.items()).fitting())
        .containsExactly(
            tuple("service == \"payment\"", 2),
            tuple("attributes[\"retry\"] > 1", 1),
            tuple("status == error", 1));
    Finding retry = finding.parts().get(1);
    assertThat(requireNonNull(retry.items()).examples())
        .containsExactly(
            new Example(
                spanId(trace, 1),
                "charge",
                "payment",
                List.of(new Reading("attributes[\"retry\"]", "2"))));
  }

  @Test
  void shouldShowValuesAsConditionsWriteThem() {
    TraceBuilder trace =
        Traces.trace("a")
            .root("GET /")
            .service("shop")
            .server()
            .lasting(Duration.ofMillis(1500))
            .error()
            .log(SeverityNumber.SEVERITY_NUMBER_ERROR2, "it \"broke\"");
    assertThat(
            explain(
                    "root.duration > 1s and root.kind == server and root.status == error"
                        + " and root.attributes[\"x\"] == nil and root.name != \"\" and trace.error"
                        + " and root.parent_span_id == nil and trace.span_count in [1, 2]",
                    trace)
                .parts())
        .flatExtracting(Finding::readings)
        .containsExactly(
            new Reading("root.duration", "1s500ms"),
            new Reading("root.kind", "server"),
            new Reading("root.status", "error"),
            new Reading("root.attributes[\"x\"]", "nil"),
            new Reading("root.name", "\"GET /\""),
            new Reading("trace.error", "true"),
            new Reading("root.parent_span_id", "nil"),
            new Reading("trace.span_count", "1"));
    Finding logs = explain("count log(severity >= WARN and body contains \"b\") >= 1", trace);
    assertThat(logs.readings()).singleElement().extracting(Reading::value).isEqualTo("1");
    assertThat(requireNonNull(logs.items()).examples())
        .containsExactly(
            new Example(
                spanId(trace, 0),
                "ERROR2",
                "shop",
                List.of(
                    new Reading("severity", "ERROR2"),
                    new Reading("body", "\"it \\\"broke\\\"\""))));
  }

  @Test
  void shouldShowTracestateAndFlagsAsTheyCame() {
    TraceBuilder trace = Traces.trace("a").root("GET /").traceState("rojo=t61, congo=5").flags(-1);
    assertThat(
            explain(
                    "root.trace_state[\"congo\"] == \"6\" and root.trace_state[\"x\"] == \"6\""
                        + " and root.trace_state starts_with \"rojo\" and root.flags == 1"
                        + " and root.flags / 2 * 2 != root.flags",
                    trace)
                .parts())
        .flatExtracting(Finding::readings)
        .containsExactly(
            new Reading("root.trace_state[\"congo\"]", "\"5\""),
            new Reading("root.trace_state[\"x\"]", "\"\""),
            new Reading("root.trace_state", "\"rojo=t61, congo=5\""),
            new Reading("root.flags", "4294967295"),
            new Reading("root.flags / 2 * 2", "4294967294"),
            new Reading("root.flags", "4294967295"));
  }

  @Test
  void shouldShowWhatFunctionsAndCalculationsComeTo() {
    TraceBuilder trace =
        Traces.trace("a")
            .root("GET /")
            .spanId("0000000000000001")
            .service("shop")
            .lasting(Duration.ofMillis(1500))
            .attribute("tags", List.of("a", "b"))
            .attribute("text", "x".repeat(100));
    assertThat(
            explain(
                    "any span(Len(name) > 20 and duration > Duration(\"1s\") * 2"
                        + " and end_time - start_time == duration"
                        + " and IsMatch(attributes[\"tags\"][1], \"c\")"
                        + " and Split(attributes[\"text\"], \"y\") == [\"z\"]"
                        + " and attributes[\"absent\"] + 1 > 1 and IsRootSpan()"
                        + " and Substring(name, 0, 3) in [\"GET\", \"PUT\"])",
                    trace)
                .parts())
        .extracting(part -> requireNonNull(part.items()).examples().get(0).readings())
        .containsExactly(
            List.of(new Reading("Len(name)", "5")),
            List.of(new Reading("duration", "1s500ms")),
            List.of(
                new Reading("end_time - start_time", "1s500ms"),
                new Reading("duration", "1s500ms")),
            List.of(new Reading("attributes[\"tags\"][1]", "\"b\"")),
            List.of(
                new Reading("Split(attributes[\"text\"], \"y\")", "[\"" + "x".repeat(58) + "…")),
            List.of(new Reading("attributes[\"absent\"] + 1", "no result")),
            List.of(),
            List.of(new Reading("Substring(name, 0, 3)", "\"GET\"")));
  }

  @Test
  void shouldShowTheServicesThatAreAskedForAName() {
    TraceBuilder trace =
        Traces.trace("a")
            .root("GET /")
            .service("shop")
            .calls("payment", "charge")
            .calls("shop", "x");
    assertThat(explain("trace.services contains \"x\" or trace.error_count * 2 > 1", trace).parts())
        .flatExtracting(Finding::readings)
        .containsExactly(
            new Reading("trace.services", "[\"shop\", \"payment\"]"),
            new Reading("trace.error_count * 2", "0"));
  }

  @Test
  void shouldNameOnlyTheFirstFewSpans() {
    TraceBuilder trace = Traces.trace("a").root("GET /");
    for (int i = 0; i < 9; i++) {
      trace.sibling("call");
    }
    Items none = requireNonNull(explain("any span(name == \"x\")", trace).items());
    assertThat(none.count()).isEqualTo(10);
    assertThat(none.examples()).hasSize(3).extracting(Example::name).startsWith("GET /");
    Items some = requireNonNull(explain("all span(name == \"call\")", trace).items());
    assertThat(some.fitting()).isEqualTo(9);
    assertThat(some.examples()).hasSize(3).extracting(Example::name).containsOnly("call");
  }

  private static Tuple tuple(Object... values) {
    return Tuple.tuple(values);
  }

  private static String spanId(TraceBuilder trace, int i) {
    return HexFormat.of()
        .formatHex(
            trace.request().getResourceSpansList().stream()
                .flatMap(r -> r.getScopeSpansList().stream())
                .flatMap(s -> s.getSpansList().stream())
                .toList()
                .get(i)
                .getSpanId()
                .toByteArray());
  }

  private Finding explain(String text, TraceBuilder builder) {
    Explainer explainer = read(text).explainer(names);
    TraceReader reader = new TraceReader(names, new ResourceCache());
    TraceId id = TraceId.ofHex(builder.traceId());
    RandomTraces.Wire wire = new RandomTraces.Wire(id, builder.request(), builder.logs());
    return explainer.explain(wire.read(reader));
  }

  private static Condition read(String text) {
    List<Mistake> mistakes = new ArrayList<>();
    Condition condition = Condition.read(text, ALIASES, mistakes::add);
    assertThat(mistakes).as(text).isEmpty();
    return requireNonNull(condition);
  }
}
