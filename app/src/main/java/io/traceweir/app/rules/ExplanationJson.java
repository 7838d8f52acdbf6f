// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.rules;

import io.traceweir.rules.Rule;
import io.traceweir.rules.collector.Reason;
import io.traceweir.rules.collector.Seen;
import io.traceweir.rules.condition.Finding;
import io.traceweir.rules.condition.Finding.Example;
import io.traceweir.rules.condition.Finding.Items;
import io.traceweir.rules.condition.Finding.Reading;
import io.traceweir.rules.explain.Explanation;
import io.traceweir.rules.explain.Step;
import io.traceweir.rules.explain.Step.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An explanation as maps and lists, for programs. */
public final class ExplanationJson {
  private ExplanationJson() {}

  /** What decided, and every step on the way. */
  public static Map<String, Object> of(Explanation explanation) {
    Rule rule = explanation.ruling().rule();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kept", explanation.isKept());
    json.put("rule", rule.name());
    if (rule.rate() != null) {
      json.put("rate", rule.rate().text());
    } else if (rule.consistent()) {
      json.put("probability", explanation.ruling().probability());
      json.put("threshold", Verdict.hex(explanation.ruling().threshold()));
    }
    json.put("randomness", Verdict.hex(explanation.randomness()));
    json.put("steps", explanation.steps().stream().map(ExplanationJson::step).toList());
    return json;
  }

  private static Map<String, Object> step(Step step) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", step.rule().name());
    json.put("outcome", step.outcome().name().toLowerCase(Locale.ROOT));
    if (step.subPolicy() != null) {
      json.put("sub_policy", step.subPolicy());
    }
    if (step.finding() != null) {
      json.put("condition", finding(step.finding()));
    }
    if (step.reason() != null) {
      reason(step.reason(), json);
    }
    return json;
  }

  private static void reason(Reason reason, Map<String, Object> json) {
    json.put("type", reason.type());
    Seen seen = reason.seen();
    if (!seen.values().isEmpty()) {
      json.put("values", readings(seen.values()));
    }
    if (seen.span() != null) {
      json.put("span", example(seen.span()));
      json.put("more_spans", seen.others());
    }
    if (!seen.conditions().isEmpty()) {
      json.put("conditions", seen.conditions().stream().map(ExplanationJson::finding).toList());
    }
    if (!reason.parts().isEmpty()) {
      json.put("parts", reason.parts().stream().map(ExplanationJson::part).toList());
    }
  }

  private static Map<String, Object> part(Reason reason) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", reason.name());
    json.put("outcome", Outcome.of(reason).name().toLowerCase(Locale.ROOT));
    reason(reason, json);
    return json;
  }

  private static Map<String, Object> finding(Finding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("text", finding.text());
    json.put("holds", finding.holds());
    if (!finding.readings().isEmpty()) {
      json.put("values", readings(finding.readings()));
    }
    if (finding.items() != null) {
      json.put(finding.items().subject() + "s", items(finding.items()));
    }
    if (!finding.parts().isEmpty()) {
      json.put("parts", finding.parts().stream().map(ExplanationJson::finding).toList());
    }
    return json;
  }

  private static Map<String, Object> readings(List<Reading> readings) {
    Map<String, Object> json = new LinkedHashMap<>();
    readings.forEach(reading -> json.put(reading.field(), reading.value()));
    return json;
  }

  private static Map<String, Object> items(Items items) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("count", items.count());
    json.put("fitting", items.fitting());
    json.put("examples", items.examples().stream().map(ExplanationJson::example).toList());
    return json;
  }

  private static Map<String, Object> example(Example example) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("span_id", example.id());
    json.put("name", example.name());
    json.put("service", example.service());
    json.put("values", readings(example.readings()));
    return json;
  }
}
