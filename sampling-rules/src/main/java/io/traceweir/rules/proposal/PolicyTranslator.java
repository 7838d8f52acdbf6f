// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.proposal;

import io.traceweir.rules.collector.Allocation;
import io.traceweir.rules.collector.GoYaml;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.YamlMap;
import io.traceweir.yaml.YamlNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One policy, which is known to be right, as a draft of a rule. */
final class PolicyTranslator {
  static final String ONE_KEEP = "a rule keeps either a share or a rate, not both";

  private final GoYaml yaml = new GoYaml(new Problems());

  Named named(YamlNode node) {
    return named(node, null);
  }

  private Named named(YamlNode node, @Nullable Named whole) {
    YamlMap policy = (YamlMap) node;
    String type = yaml.text(policy.value("type"), "");
    YamlNode settings = policy.value(type);
    YamlMap map =
        settings instanceof YamlMap given ? given : new YamlMap(node.position(), List.of());
    return new Named(yaml.text(policy.value("name"), ""), type, map, whole);
  }

  /** The parts of a `composite`, with the spans per second of each. */
  Map<Named, Long> limited(Named composite) {
    YamlMap settings = composite.settings();
    List<YamlNode> parts = GoYaml.items(settings.value("composite_sub_policy"));
    long total = yaml.whole(settings.value("max_total_spans_per_second"), 0);
    Allocation allocation =
        Allocation.read(settings.value("rate_allocation"), total, parts.size(), new Problems());
    Map<Named, Long> limited = new LinkedHashMap<>();
    for (YamlNode node : parts) {
      Named part = named(node, composite);
      limited.put(part, allocation.spansPerSecond(part.name()));
    }
    return limited;
  }

  Draft translate(Named policy) throws Untranslatable {
    return switch (policy.type()) {
      case "and" -> all(policy.settings().value("and_sub_policy"));
      case "drop" -> dropped(all(policy.settings().value("drop_sub_policy")));
      case "not" -> negated(translate(named(part(policy.settings()))));
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
        throw new Untranslatable(ONE_KEEP);
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
