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
            - { name: flags, type: trace_flags }
            - { name: shared, type: composite, composite: { composite_sub_policy: [] } }
            - { name: function, type: ottl_condition, ottl_condition: { span: ['dropped_links_count > 0'] } }
            - { name: some away, type: drop, drop: { drop_sub_policy: [{ type: probabilistic, probabilistic: { sampling_percentage: 50 } }] } }
            - { name: said, type: ottl_condition, ottl_condition: { span: ['attributes["a"] == 1 and kind == SPAN_KIND_SERVER'] } }
            """);

    assertThat(rules(proposal))
        .containsExactly(
            "said 1.0 any span(attributes[\"a\"] == 1 and kind == SPAN_KIND_SERVER)",
            "not sampled 0.0 ");
    assertThat(proposal.notes())
        .anyMatch(note -> note.startsWith("`flags` (trace_flags) is left out: no rule can stand"))
        .anyMatch(note -> note.startsWith("`shared` (composite) is left out: no rule can stand"))
        .anyMatch(note -> note.startsWith("`function` (ottl_condition) is left out: no rule"))
        .anyMatch(note -> note.startsWith("`some away` (drop) is left out: no rule can stand"));
    assertThat(proposal.rules()).contains("# Left out:\n# - `flags` (trace_flags): no rule can");
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
