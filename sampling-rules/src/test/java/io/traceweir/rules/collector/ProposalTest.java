// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.traceweir.otlp.Signal;
import io.traceweir.rules.Decider;
import io.traceweir.rules.RuleSet;
import io.traceweir.rules.Ruling;
import io.traceweir.rules.collector.Golden.Asked;
import io.traceweir.rules.collector.Golden.Requests;
import io.traceweir.rules.proposal.NativeProposal;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceId;
import io.traceweir.trace.TraceReader;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.ProblemsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules that are proposed for the recorded policies decide as these do, or it has been said. */
class ProposalTest {
  private static final long SECOND = 1_000_000_000L;

  /** Parts of sentences: chance decides, or the order of traces, or nothing stands for a policy. */
  private static final List<String> INCOMPARABLE =
      List.of("hashes salt and trace id", "moving its threshold", "no rule can stand for it");

  /** Sound ones, and such as break the grammar of W3C. */
  private static final List<String> HEADERS =
      List.of(
          "",
          "rojo=t61",
          "congo=x,rojo=t61",
          " rojo=t61 ,\tcongo= x",
          "rojo=T61",
          "rojo=,congo=x",
          "rojo=t61,rojo=t61",
          "rojo",
          "ROJO=t61,congo=x",
          "rojo=t=61",
          "t@rojo=t61,,congo=x",
          "rojo=" + "v".repeat(251),
          "rojo=" + "v".repeat(252),
          "rojo=t61," + many(31),
          "rojo=t61," + many(32));

  private static final List<Integer> FLAGS = List.of(0, 1, 2, 3, 0x100, 0x101, 0x301, -1, -2);

  private static final List<String> POLICIES =
      List.of(
          "type: trace_state, trace_state: { key: rojo, values: [t61] }",
          "type: trace_state, trace_state: { key: congo, values: ['', x, y, x] }",
          "type: trace_state, trace_state: { key: t@rojo, values: [t61, T61] }",
          "type: trace_state, trace_state: { key: rojo, values: [" + "v".repeat(251) + "] }",
          "type: trace_state, trace_state: { key: rojo, values: [T61, " + "v".repeat(252) + "] }",
          "type: not, not: { not_sub_policy:"
              + " { type: trace_state, trace_state: { key: rojo, values: [t61, T61] } } }",
          "type: trace_flags",
          "type: not, not: { not_sub_policy: { type: trace_flags } }",
          "type: and, and: { and_sub_policy: [{ type: trace_flags },"
              + " { type: trace_state, trace_state: { key: congo, values: [x] } }] }");

  private static final String COMPOSITE =
      """
      version: 1
      policies:
        - name: c
          type: composite
          composite:
            max_total_spans_per_second: 10000
            composite_sub_policy:
              - { name: marked, type: trace_state, trace_state: { key: rojo, values: [T61] } }
              - { name: unallocated, type: trace_state, trace_state: { key: congo, values: [x] } }
              - { name: flagged, type: trace_flags }
              - { name: remote, type: ottl_condition, ottl_condition: { span: ['flags >= 768'] } }
            rate_allocation:
              - { policy: marked, percent: 10 }
              - { policy: flagged, percent: 20 }
              - { policy: remote, percent: 30 }
      """;

  private static final List<String> KINDS =
      List.of("of another type is", "the upper bound", "start at 0", "the rules of OTTL");

  @Test
  void shouldDifferOnlyWhereItIsAnnounced() throws Exception {
    Golden golden = Golden.orSkip();
    List<Requests> traces = new ArrayList<>();
    for (JsonNode trace : golden.objects("corpus.jsonl")) {
      traces.add(Requests.of(trace));
    }
    Map<String, Integer> announced = new TreeMap<>();
    Map<String, String> notAnnounced = new TreeMap<>();
    int same = 0;
    int asked = 0;
    for (JsonNode config : golden.objects("configs.jsonl")) {
      String policies = config.get("policies").asText();
      NativeProposal proposal = NativeProposal.of("f", policies, Map.of());
      Native rules = Native.of(proposal);
      if (!kind(proposal, INCOMPARABLE).isEmpty()) {
        continue;
      }
      String kind = kind(proposal, KINDS);
      asked++;
      Asked original = new Asked(Objects.requireNonNull(Golden.policies(policies, new Problems())));
      for (Requests trace : traces) {
        boolean wanted = original.decide(trace, SECOND).outcome() == Verdict.Outcome.SAMPLED;
        if (rules.keeps(trace) == wanted) {
          same++;
        } else if (kind.isEmpty()) {
          notAnnounced.put(config.get("name").asText() + " " + trace.name(), proposal.rules());
        } else {
          announced.merge(kind, 1, Integer::sum);
        }
      }
    }
    assertThat(notAnnounced).isEmpty();
    assertThat(asked).isGreaterThan(300);
    // odd traces, made to differ: most verdicts are the same where a difference is announced
    int differing = announced.values().stream().mapToInt(n -> n).sum();
    assertThat(differing).isBetween(1, same / 50);
  }

  /** Two spans each, with every header and all that flags can be; there is no difference at all. */
  @Test
  void shouldDecideByTracestateAndFlagsAsPoliciesDo() throws Exception {
    List<Requests> traces = made();
    for (String policy : POLICIES) {
      String policies = "version: 1\npolicies: [{ name: p, " + policy + " }]\n";
      NativeProposal proposal = NativeProposal.of("f", policies, Map.of());
      assertThat(proposal.notes()).as(policy).isEmpty();
      Native rules = Native.of(proposal);
      Asked original = new Asked(Objects.requireNonNull(Golden.policies(policies, new Problems())));
      int sampled = 0;
      for (Requests trace : traces) {
        boolean wanted = original.decide(trace, SECOND).outcome() == Verdict.Outcome.SAMPLED;
        assertThat(rules.keeps(trace)).as("%s: %s", policy, trace.name()).isEqualTo(wanted);
        sampled += wanted ? 1 : 0;
      }
      assertThat(sampled).as(policy).isBetween(1, traces.size() - 1);
    }
  }

  /** While there are spans for all of them. */
  @Test
  void shouldTakeATraceForThePartThatSamplesIt() throws Exception {
    Native rules = Native.of(NativeProposal.of("f", COMPOSITE, Map.of()));
    Asked original = new Asked(Objects.requireNonNull(Golden.policies(COMPOSITE, new Problems())));
    Set<String> parts = new TreeSet<>();
    long second = 0;
    for (Requests trace : made()) {
      Verdict wanted = original.decide(trace, ++second * SECOND);
      Ruling ruling = rules.decide(trace, second * 1_000);
      boolean isSampled = wanted.outcome() == Verdict.Outcome.SAMPLED;
      assertThat(ruling.probability()).as(trace.name()).isEqualTo(isSampled ? 1 : 0);
      if (isSampled) {
        assertThat(ruling.rule().name()).as(trace.name()).isEqualTo("c/" + wanted.subPolicy());
      }
      parts.add(ruling.rule().name());
    }
    assertThat(parts)
        .containsExactly("c/flagged", "c/marked", "c/remote", "c/unallocated", "not sampled");
  }

  private static List<Requests> made() {
    List<Requests> traces = new ArrayList<>();
    for (int i = 0; i < HEADERS.size() * FLAGS.size(); i++) {
      traces.add(trace(i % HEADERS.size(), i / HEADERS.size()));
    }
    return traces;
  }

  private static String many(int members) {
    return IntStream.range(0, members).mapToObj(i -> "k" + i + "=v").collect(joining(","));
  }

  private static Requests trace(int header, int flags) {
    String other = HEADERS.get((header * 7 + flags) % HEADERS.size());
    TraceBuilder trace =
        Traces.trace("p" + header + "-" + flags)
            .root("a")
            .traceState(HEADERS.get(header))
            .flags(FLAGS.get(flags))
            .child("b")
            .traceState(other)
            .flags(FLAGS.get(flags) & 0x302);
    TraceId id = TraceId.ofHex(trace.traceId());
    String name = HEADERS.get(header) + " and " + other + ", " + FLAGS.get(flags);
    return new Requests(name, id.high(), id.low(), List.of(trace.request().toByteArray()));
  }

  private static String kind(NativeProposal proposal, List<String> kinds) {
    return kinds.stream()
        .filter(kind -> proposal.notes().stream().anyMatch(note -> note.contains(kind)))
        .findFirst()
        .orElse("");
  }

  /** Proposed rules at work. */
  private record Native(Decider decider, TraceReader reader) {

    static Native of(NativeProposal proposal) throws ProblemsException {
      AttributeNames names = new AttributeNames();
      Decider decider = RuleSet.parse("f", proposal.rules()).bind(names);
      return new Native(decider, new TraceReader(names, new ResourceCache()));
    }

    boolean keeps(Requests requests) {
      Trace trace = read(requests);
      return decider.decide(trace, 1_000).keeps(trace.randomness());
    }

    Ruling decide(Requests requests, long clockMillis) {
      return decider.decide(read(requests), clockMillis);
    }

    private Trace read(Requests requests) {
      reader.begin(requests.idHigh(), requests.idLow());
      requests.bytes().forEach(bytes -> reader.add(Signal.SPANS, bytes, 0, bytes.length));
      return reader.finish();
    }
  }
}
