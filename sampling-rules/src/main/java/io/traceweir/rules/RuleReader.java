// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.rules.RuleSet.ReadRule;
import io.traceweir.rules.condition.Aliases;
import io.traceweir.rules.condition.Condition;
import io.traceweir.rules.condition.Mistake;
import io.traceweir.tracestate.Threshold;
import io.traceweir.yaml.Decoder;
import io.traceweir.yaml.Decoders;
import io.traceweir.yaml.Fields;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.YamlMap;
import io.traceweir.yaml.YamlNode;
import io.traceweir.yaml.YamlScalar;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one rule. */
final class RuleReader {
  static final int MAX_NAME = 100;

  private static final Set<String> KEYS =
      Set.of("name", "keep", "note", "owner", "late_upgrade", "shadow");

  private static final Decoder<String> NAME =
      Decoders.scalar(
          "a name",
          text -> {
            if (text.isBlank()) {
              throw new IllegalArgumentException("the name of a rule is empty");
            }
            if (text.length() > MAX_NAME || text.chars().anyMatch(Character::isISOControl)) {
              throw new IllegalArgumentException(
                  "the name of a rule is one line of at most " + MAX_NAME + " characters");
            }
            return text;
          });

  private final Aliases aliases;
  private final Problems problems;

  RuleReader(Aliases aliases, Problems problems) {
    this.aliases = aliases;
    this.problems = problems;
  }

  PlacedRule read(YamlNode node, int index) {
    try (Fields fields = Fields.of(node, "a rule", problems)) {
      String name = fields.required("name", NAME);
      YamlNode named = fields.optional("name");
      YamlNode when = fields.optional("when");
      Condition condition = when == null ? null : condition(when);
      Share keep = fields.required("keep", Share.DECODER);
      String note = fields.optional("note", Decoders.STRING);
      String owner = fields.optional("owner", Decoders.STRING);
      LateUpgrade late = fields.optional("late_upgrade", LateUpgrade.DECODER);
      Share shadow = fields.optional("shadow", ShadowShare.DECODER);

      boolean isCatchAll = when == null && node instanceof YamlMap map && hasKnownKeys(map);
      if (late != null) {
        checkLate(fields, when != null, keep);
      }
      checkShadow(fields, keep, shadow);
      YamlNode at = named == null ? node : named;
      if (name == null || keep == null || (when != null && condition == null)) {
        return new PlacedRule(name, at, when != null, isCatchAll, condition, null);
      }
      String text = when instanceof YamlScalar scalar ? scalar.text().strip() : "";
      Rule rule =
          new Rule(
              index,
              name,
              text,
              keep.probability(),
              keep.threshold(),
              note,
              owner,
              late,
              true,
              keep.rate());
      return new PlacedRule(
          name, at, when != null, isCatchAll, condition, new ReadRule(rule, condition, shadow));
    }
  }

  private void checkLate(Fields fields, boolean hasWhen, @Nullable Share keep) {
    YamlNode at = fields.optional("late_upgrade");
    if (at == null) {
      return;
    }
    if (!hasWhen) {
      problems.add(
          at,
          "`late_upgrade` needs a `when` beside it: the rule that takes all other traces would bring"
              + " back each one of which anything comes late");
    } else if (keep != null && keep.threshold() == Threshold.NEVER) {
      problems.add(at, "this rule keeps no trace, so `late_upgrade` can bring none back");
    }
  }

  private void checkShadow(Fields fields, @Nullable Share keep, @Nullable Share shadow) {
    YamlNode at = fields.optional("shadow");
    boolean same =
        keep != null
            && shadow != null
            && keep.rate() == null
            && keep.threshold() == shadow.threshold();
    if (at != null && same) {
      problems.add(
          at,
          "`shadow` tries out the share that is kept anyway: give it another one, or leave it out");
    }
  }

  /** A rule with a key nobody knows may be one with a `when` that is spelled wrong. */
  private static boolean hasKnownKeys(YamlMap map) {
    return map.entries().stream().allMatch(entry -> KEYS.contains(entry.key().text()));
  }

  private @Nullable Condition condition(YamlNode node) {
    if (!(node instanceof YamlScalar scalar) || scalar.isNull()) {
      problems.add(
          node,
          "expected a condition, found "
              + node.describe()
              + "; leave `when` out of the rule that takes all other traces");
      return null;
    }
    Condition condition =
        Condition.read(
            scalar.text(),
            aliases,
            mistake -> problems.add(scalar.positionOf(mistake.offset()), mistake.message()));
    if (condition != null && condition.constant().isPresent()) {
      reportConstant(scalar, condition, condition.constant().get());
      return null;
    }
    return condition;
  }

  private void reportConstant(YamlScalar scalar, Condition condition, boolean value) {
    if (condition.clashes().isEmpty()) {
      problems.add(scalar, constant(value, ""));
    }
    for (Mistake clash : condition.clashes()) {
      String why = ", as " + clash.message();
      problems.add(scalar.positionOf(clash.offset()), constant(value, why));
    }
  }

  private static String constant(boolean value, String why) {
    return value
        ? "this condition is always true"
            + why
            + "; leave `when` out of the rule that takes all other traces"
        : "this condition is never true" + why + ", so the rule takes no trace";
  }
}
