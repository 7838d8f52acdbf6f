// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.proposal;

import io.traceweir.rules.collector.GoYaml;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.YamlMap;
import io.traceweir.yaml.YamlNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One policy, which is known to be right, as a draft of a rule. */
final class PolicyTranslator {
  private final GoYaml yaml = new GoYaml(new Problems());

  /** A policy by its name and type. */
  record Named(String name, String type, YamlMap settings) {}

  Named named(YamlNode node) {
    YamlMap policy = (YamlMap) node;
    String type = yaml.text(policy.value("type"), "");
    YamlNode settings = policy.value(type);
    YamlMap map =
        settings instanceof YamlMap given ? given : new YamlMap(node.position(), List.of());
    return new Named(yaml.text(policy.value("name"), ""), type, map);
  }

  Draft translate(Named policy) throws Untranslatable {
    return switch (policy.type()) {
      case "and" -> all(policy.settings().value("and_sub_policy"));
      case "drop" -> dropped(all(policy.settings().value("drop_sub_policy")));
      case "not" -> negated(translate(named(part(policy.settings()))));
      case "composite" ->
          throw new Untranslatable(
              "its parts share one limit and each has a part of it; a rule has a rate of its own");
      default -> new LeafTranslator(yaml, policy.settings()).translate(policy.type());
    };
  }

  private static YamlNode part(YamlMap not) {
    return Objects.requireNonNull(not.value("not_sub_policy"), "a policy that is right");
  }

  private Draft all(@Nullable YamlNode node) throws Untranslatable {
    List<Test> tests = new ArrayList<>();
    Share share = Share.ALL;
    Set<Difference> differences = EnumSet.noneOf(Difference.class);
    for (YamlNode item : GoYaml.items(node)) {
      Draft part = translate(named(item));
      tests.add(part.test());
      Share both = share.and(part.share());
      if (both == null) {
        throw new Untranslatable("a rule keeps either a share or a rate, not both");
      }
      share = both;
      differences.addAll(part.differences());
    }
    return new Draft(Test.allOf(tests), share, differences);
  }

  private static Draft dropped(Draft draft) throws Untranslatable {
    if (!draft.share().isAll() && !draft.share().isNothing()) {
      throw new Untranslatable(
          "a rule cannot drop a share of its traces and leave the others to the next rules");
    }
    return draft.share().isNothing()
        ? new Draft(Test.NEVER, Share.ALL, draft.differences())
        : draft;
  }

  private static Draft negated(Draft draft) throws Untranslatable {
    if (draft.share().isAll()) {
      return new Draft(draft.test().negated(), Share.ALL, draft.differences());
    }
    Share rest = draft.share().negated();
    if (rest == null || !draft.test().equals(Test.ALWAYS)) {
      throw new Untranslatable("a rule cannot keep what a limit leaves");
    }
    return new Draft(Test.ALWAYS, rest, draft.differences());
  }
}
