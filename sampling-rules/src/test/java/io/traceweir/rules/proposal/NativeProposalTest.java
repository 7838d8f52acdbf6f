// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.rules.Rule;
import io.traceweir.rules.RuleSet;
import io.traceweir.yaml.ProblemsException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NativeProposalTest {

  @Test
  void shouldPutDropsFirstAndLargeSharesBeforeSmallOnes() throws ProblemsException {
    NativeProposal proposal =
        propose(
            """
            - { name: tenth, type: and, and: { and_sub_policy: [{ type: status_code, status_code: { status_codes: [OK] } }, { type: probabilistic, probabilistic: { sampling_percentage: 10 } }] } }
            - { name: half, type: and, and: { and_sub_policy: [{ type: span_count, span_count: { min_spans: 9 } }, { type: probabilistic, probabilistic: { sampling_percentage: 50 } }] } }
            - { name: errors, type: status_code, status_code: { status_codes: [ERROR] } }
            - { name: base, type: probabilistic, probabilistic: { sampling_percentage: 2.5 } }
            - { name: probes, type: drop, drop: { drop_sub_policy: [{ type: string_attribute, string_attribute: { key: url.path, values: [/healthz] } }] } }
            """);

    assertThat(rules(proposal))
        .containsExactly(
            "probes 0.0 any span(attributes[\"url.path\"] == \"/healthz\""
                + " or resource.attributes[\"url.path\"] == \"/healthz\")",
            "errors 1.0 any span(status == error)",
            "half 0.5 trace.span_count >= 9",
            "tenth 0.1 any span(status == ok)",
            "base 0.025 ");
    assertThat(proposal.notes()).hasSize(3).allMatch(note -> note.contains("hashes salt"));
  }

  @Test
  void shouldDropWhatNoPolicySamples() throws ProblemsException {
    NativeProposal proposal =
        propose("- { name: slow, type: latency, latency: { threshold_ms: 500 } }\n");

    assertThat(rules(proposal))
        .containsExactly("slow 1.0 trace.duration >= 501ms", "not sampled 0.0 ");
  }

  @Test
  void shouldSayWhatNoRuleCanStandFor() throws ProblemsException {
    NativeProposal proposal =
        propose(
            """
            - { name: shared, type: composite, composite: { max_total_spans_per_second: 9, composite_sub_policy: [{ name: some, type: probabilistic, probabilistic: { sampling_percentage: 5 } }], rate_allocation: [{ policy: some, percent: 50 }] } }
            - { name: function, type: ottl_condition, ottl_condition: { span: ['dropped_links_count > 0'] } }
            - { name: some away, type: drop, drop: { drop_sub_policy: [{ type: probabilistic, probabilistic: { sampling_percentage: 50 } }] } }
            - { name: said, type: ottl_condition, ottl_condition: { span: ['attributes["a"] == 1 and kind == SPAN_KIND_SERVER'] } }
            """);

    assertThat(rules(proposal))
        .containsExactly(
            "said 1.0 any span(attributes[\"a\"] == 1 and kind == SPAN_KIND_SERVER)",
            "not sampled 0.0 ");
    assertThat(proposal.notes())
        .contains(
            "`shared` (composite) is left out: no rule can stand for it: of its part `some`"
                + " (probabilistic): a rule keeps either a share or a rate, not both")
        .anyMatch(note -> note.startsWith("`function` (ottl_condition) is left out: no rule"))
        .anyMatch(note -> note.startsWith("`some away` (drop) is left out: no rule can stand"));
    assertThat(proposal.rules()).contains("# Left out:\n# - `shared` (composite): no rule can");
  }

  @Test
  void shouldAskForTracestateAndFlags() throws ProblemsException {
    NativeProposal proposal =
        propose(
            """
            - { name: one, type: trace_state, trace_state: { key: rojo, values: [a] } }
            - { name: many, type: trace_state, trace_state: { key: t@congo, values: [a, '', b, a] } }
            - { name: sampled, type: trace_flags }
            - { name: no key, type: trace_state, trace_state: { key: Rojo, values: [a] } }
            - { name: no value, type: trace_state, trace_state: { key: rojo, values: [''] } }
            """);

    assertThat(rules(proposal))
        .containsExactly(
            "one 1.0 any span(trace_state[\"rojo\"] == \"a\")",
            "many 1.0 any span(trace_state[\"t@congo\"] in [\"a\", \"b\"])",
            "sampled 1.0 any span(flags / 2 * 2 != flags)",
            "not sampled 0.0 ");
    assertThat(proposal.notes())
        .containsExactly(
            "`no key` (trace_state) is left out: it never samples a trace",
            "`no value` (trace_state) is left out: it never samples a trace");
  }

  private static final String COMPOSITE =
      """
      - name: shared
        type: composite
        composite:
          max_total_spans_per_second: 1000
          policy_order: [others, errors]
          composite_sub_policy:
            - { name: errors, type: status_code, status_code: { status_codes: [ERROR] } }
            - { name: never, type: string_attribute, string_attribute: { key: a, values: [] } }
            - { name: huge, type: span_count, span_count: { min_spans: 900 } }
            - { name: slow, type: and, and: { and_sub_policy: [{ type: latency, latency: { threshold_ms: 499 } }] } }
            - { name: others, type: always_sample }
            - { name: behind, type: span_count, span_count: { min_spans: 5 } }
          rate_allocation:
            - { policy: slow, percent: 150 }
            - { policy: errors, percent: 12.5 }
            - { policy: others, percent: 0 }
      """;

  @Test
  void shouldMakeARuleOfEachPartInTheirOrder() throws ProblemsException {
    NativeProposal proposal = propose(COMPOSITE);

    assertThat(proposal.rules())
        .containsSubsequence(
            """
              - name: 'shared/errors'
                when: 'any span(status == error)'
                keep: { spans_per_second: 120 }
            """,
            """
              # Policy `shared` (composite), part `huge` (span_count).
              # It has no spans per second: what it matches is not sampled, nor is a later part asked.
              - name: 'shared/huge'
                when: 'trace.span_count >= 900'
                keep: 0%
            """,
            """
              - name: 'shared/slow'
                when: 'trace.duration >= 500ms'
                keep: { spans_per_second: 1000 }
            """,
            "  # Policy `shared` (composite), part `others` (always_sample).\n",
            """
              - name: 'shared/others'
                keep: { spans_per_second: 166 }
            """);
    assertThat(RuleSet.parse("f", proposal.rules()).rules()).hasSize(4);
    assertThat(proposal.notes())
        .filteredOn(note -> note.contains("left out"))
        .containsExactly(
            "`shared` (composite), part `never` (string_attribute) is left out: it never samples a"
                + " trace",
            "`shared` (composite), part `behind` (span_count) is left out: an earlier part of its"
                + " policy takes every trace");
    assertThat(proposal.notes())
        .filteredOn(note -> note.contains("of each second anew"))
        .hasSize(3)
        .noneMatch(note -> note.contains("`huge`"));
    assertThat(proposal.notes()).noneMatch(note -> note.contains("the first rule that takes"));
  }

  @Test
  void shouldSayWhereOtherPoliciesCouldSampleWhatAPartLeaves() throws ProblemsException {
    NativeProposal proposal =
        propose(
            COMPOSITE
                + "- { name: base, type: probabilistic, probabilistic: { sampling_percentage: 5 } }\n"
                + "- { name: long, type: span_count, span_count: { min_spans: 1000 } }\n");

    assertThat(rules(proposal))
        .extracting(rule -> rule.substring(0, rule.indexOf(' ')))
        .containsExactly("long", "shared/errors", "shared/huge", "shared/slow", "base");
    assertThat(proposal.notes())
        .filteredOn(note -> note.contains("the first rule that takes"))
        .hasSize(3)
        .allMatch(note -> note.startsWith("`shared` (composite), part "));
    assertThat(proposal.notes())
        .contains(
            "`shared` (composite), part `others` (always_sample) is left out: only one rule can"
                + " take every trace, and that is `base`");
  }

  @Test
  void shouldLeaveOutPartsWithoutSpansThatNoOtherFollows() throws ProblemsException {
    String parts =
        """
        composite_sub_policy: [{ name: errors, type: status_code, status_code: { status_codes: [ERROR] } }, { type: always_sample }], \
        """;
    NativeProposal without =
        propose(
            "- { name: c, type: composite, composite: { " + parts + "rate_allocation: [] } }\n");
    assertThat(rules(without)).containsExactly("not sampled 0.0 ");
    assertThat(without.notes())
        .containsExactly("`c` (composite) is left out: it never samples a trace");

    NativeProposal one =
        propose(
            "- { name: c, type: composite, composite: { "
                + parts
                + "max_total_spans_per_second: 50,"
                + " rate_allocation: [{ policy: errors, percent: 50 }] } }\n");
    assertThat(one.rules()).contains("keep: { spans_per_second: 25 }\n");
    assertThat(rules(one)).hasSize(2);
    assertThat(one.notes())
        .contains("`c` (composite), part (always_sample) is left out: it never samples a trace");
  }

  @Test
  void shouldLeaveOutAWholeCompositeForOnePart() throws ProblemsException {
    NativeProposal proposal =
        propose(
            """
            - name: c
              type: composite
              composite:
                max_total_spans_per_second: 50
                composite_sub_policy:
                  - { name: errors, type: status_code, status_code: { status_codes: [ERROR] } }
                  - { name: links, type: ottl_condition, ottl_condition: { span: ['dropped_links_count > 0'] } }
                rate_allocation: [{ policy: errors, percent: 50 }, { policy: links, percent: 50 }]
            """);

    assertThat(rules(proposal)).containsExactly("not sampled 0.0 ");
    assertThat(proposal.notes())
        .singleElement()
        .asString()
        .startsWith(
            "`c` (composite) is left out: no rule can stand for it: of its part `links`"
                + " (ottl_condition): `dropped_links_count > 0` is no condition of a rule: ");
  }

  @Test
  void shouldLeaveOutWhatIsNeverReached() throws ProblemsException {
    NativeProposal proposal =
        propose(
            """
            - { name: ten, type: span_count, span_count: { min_spans: 10 } }
            - { name: twenty, type: span_count, span_count: { min_spans: 20 } }
            - { name: never, type: string_attribute, string_attribute: { key: a, values: [] } }
            - { name: all, type: always_sample }
            - { name: also all, type: latency, latency: { threshold_ms: -1 } }
            """);

    assertThat(rules(proposal)).containsExactly("all 1.0 ");
    assertThat(proposal.notes())
        .anyMatch(note -> note.startsWith("`ten` (span_count) is left out: another rule keeps"))
        .anyMatch(note -> note.startsWith("`never` (string_attribute) is left out: it never"))
        .anyMatch(note -> note.startsWith("`also all` (latency) is left out: only one rule"));

    NativeProposal twice =
        propose(
            """
            - { name: ten, type: span_count, span_count: { min_spans: 10 } }
            - { name: twenty, type: span_count, span_count: { min_spans: 20 } }
            """);
    assertThat(rules(twice)).containsExactly("ten 1.0 trace.span_count >= 10", "not sampled 0.0 ");
    assertThat(twice.notes())
        .anyMatch(
            note -> note.contains("an earlier rule takes all of its traces, and that is `ten`"));
  }

  @Test
  void shouldKeepByARateWhereTheCollectorLimits() throws ProblemsException {
    NativeProposal proposal =
        propose(
            """
            - { name: limited, type: rate_limiting, rate_limiting: { spans_per_second: 500 } }
            - { name: errors, type: and, and: { and_sub_policy: [{ type: status_code, status_code: { status_codes: [ERROR] } }, { type: bytes_limiting, bytes_limiting: { bytes_per_second: 1000 } }] } }
            """);

    assertThat(proposal.rules())
        .contains(
            """
              - name: 'errors'
                when: 'any span(status == error)'
                keep: { bytes_per_second: 1000B }
            """)
        .contains(
            """
              - name: 'limited'
                keep: { spans_per_second: 500 }
            """);
    assertThat(proposal.notes()).anyMatch(note -> note.contains("the first rule that takes"));
  }

  @Test
  void shouldNameRulesInOneLine() throws ProblemsException {
    String name = "n".repeat(120);
    NativeProposal proposal =
        propose(
            "- { name: \"a\\nb\", type: status_code, status_code: { status_codes: [OK] } }\n"
                + "- { name: \"a b\", type: status_code, status_code: { status_codes: [ERROR] } }\n"
                + "- { name: "
                + name
                + ", type: span_count, span_count: { min_spans: 5 } }\n");

    assertThat(RuleSet.parse("f", proposal.rules()).rules())
        .extracting(Rule::name)
        .containsExactly("a b", "a b 2", "n".repeat(97) + "...", "not sampled");
  }

  @Test
  void shouldWriteAFileThatCanBeReadWhateverPoliciesHold() throws ProblemsException {
    NativeProposal proposal =
        propose(
            """
            - name: lines
              type: ottl_condition
              ottl_condition:
                span:
                  - |
                    dropped_links_count > 0
                    and name == "a"
            - { name: "a\\x80b", type: ottl_condition, ottl_condition: { span: ["name == \\"x\\x01y\\""] } }
            """);

    assertThat(rules(proposal))
        .containsExactly("a b 1.0 any span(name == \"x\u0001y\")", "not sampled 0.0 ");
    assertThat(proposal.notes())
        .hasSize(2)
        .allMatch(note -> note.lines().count() == 1)
        .anyMatch(note -> note.contains("`dropped_links_count > 0 and name == \"a\"` is no"));
  }

  private static NativeProposal propose(String policies) throws ProblemsException {
    return NativeProposal.of("f", "version: 1\npolicies:\n" + policies, Map.of());
  }

  private static List<String> rules(NativeProposal proposal) throws ProblemsException {
    return RuleSet.parse("f", proposal.rules()).rules().stream()
        .map(rule -> rule.name() + " " + rule.probability() + " " + rule.when())
        .toList();
  }
}
