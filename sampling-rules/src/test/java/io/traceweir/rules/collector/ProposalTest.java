// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.traceweir.otlp.Signal;
import io.traceweir.rules.Decider;
import io.traceweir.rules.RuleSet;
import io.traceweir.rules.collector.Golden.Asked;
import io.traceweir.rules.collector.Golden.Requests;
import io.traceweir.rules.proposal.NativeProposal;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceReader;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.ProblemsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Rules that are proposed for the recorded policies decide as these do, or it has been said. */
class ProposalTest {
  private static final long SECOND = 1_000_000_000L;

  /** Parts of sentences: chance decides, or the order of traces, or nothing stands for a policy. */
  private static final List<String> INCOMPARABLE =
      List.of("hashes salt and trace id", "moving its threshold", "no rule can stand for it");

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
      reader.begin(requests.idHigh(), requests.idLow());
      requests.bytes().forEach(bytes -> reader.add(Signal.SPANS, bytes, 0, bytes.length));
      Trace trace = reader.finish();
      return decider.decide(trace, 1_000).keeps(trace.randomness());
    }
  }
}
