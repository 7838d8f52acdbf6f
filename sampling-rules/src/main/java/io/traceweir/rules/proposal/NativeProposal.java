// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.proposal;

import io.traceweir.rules.collector.GoYaml;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.ProblemsException;
import io.traceweir.yaml.Substitution;
import io.traceweir.yaml.Yaml;
import io.traceweir.yaml.YamlMap;
import io.traceweir.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Native rules in place of policies.
 *
 * @param rules a rule file, with a comment at each rule
 * @param notes for each policy that is not the same as its rule, or has none, a sentence
 */
public record NativeProposal(String rules, List<String> notes) {
  public NativeProposal {
    notes = List.copyOf(notes);
  }

  /**
   * Proposes rules.
   *
   * @param text a rule file with `policies` that is known to be right
   * @param environment for what is substituted in it
   */
  public static NativeProposal of(String file, String text, Map<String, String> environment)
      throws ProblemsException {
    Problems problems = new Problems();
    Substitution substitution =
        new Substitution(
            environment,
            path -> {
              throw new IllegalArgumentException("policies cannot name a file");
            });
    YamlMap root = (YamlMap) substitution.apply(Yaml.read(file, text), problems);
    problems.throwIfAny();
    Assembly assembly = assembly(Objects.requireNonNull(root.value("policies")));
    return new NativeProposal(new ProposalText(assembly).file(file), notes(assembly));
  }

  static Assembly assembly(YamlNode policies) {
    PolicyTranslator translator = new PolicyTranslator();
    List<Placed> placed = new ArrayList<>();
    Map<Named, String> leftOut = new LinkedHashMap<>();
    for (YamlNode node : GoYaml.items(policies)) {
      Named policy = translator.named(node);
      try {
        if (policy.type().equals("composite")) {
          placed.addAll(new CompositeTranslator(translator, policy, leftOut).rules());
        } else {
          placed.add(Placed.of(policy, translator.translate(policy)));
        }
      } catch (Untranslatable e) {
        leftOut.put(policy, "no rule can stand for it: " + e.getMessage());
      }
    }
    return Assembly.of(placed, leftOut);
  }

  private static List<String> notes(Assembly assembly) {
    List<String> notes = new ArrayList<>();
    for (Placed rule : assembly.all()) {
      String shown = rule.policy().title() + ": ";
      rule.draft().differences().forEach(difference -> notes.add(shown + difference.sentence()));
    }
    assembly
        .leftOut()
        .forEach((policy, reason) -> notes.add(policy.title() + " is left out: " + reason));
    return notes.stream().map(OneLine::of).toList();
  }
}
