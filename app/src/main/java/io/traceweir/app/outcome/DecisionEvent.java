// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.traceweir.rules.Shadow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A decision with all that its event says about why and of what.
 *
 * @param timeMillis on the clock of the data, since the epoch
 * @param probability the share of such traces that the rule keeps
 * @param threshold what the randomness has to reach, as hex digits; empty when the rule keeps none
 * @param randomness of the trace, as hex digits
 * @param services some of those that took part
 * @param flags what was odd about the trace
 * @param shadows what would have become of it by what is tried beside the rules
 * @param upgrade how it came back after it was dropped; null when it did not
 */
public record DecisionEvent(
    Decision decision,
    long timeMillis,
    double probability,
    String threshold,
    String randomness,
    String rulesHash,
    long bytes,
    List<String> services,
    List<String> flags,
    List<Shadow> shadows,
    @Nullable Upgrade upgrade) {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final String SHADOW = "traceweir.shadow.";
  private static final String RULE = ".rule";

  public DecisionEvent {
    services = List.copyOf(services);
    flags = List.copyOf(flags);
    shadows = List.copyOf(shadows);
  }

  /** Every decision in a request; other events are passed over. */
  public static void readAll(ExportLogsServiceRequest request, Consumer<DecisionEvent> out) {
    Decision.events(request).map(DecisionEvent::of).forEach(out);
  }

  private static DecisionEvent of(LogRecord log) {
    List<KeyValue> attributes = log.getAttributesList();
    return new DecisionEvent(
        Decision.of(log),
        log.getTimeUnixNano() / NANOS_PER_MILLI,
        Attributes.number(attributes, "traceweir.probability"),
        Attributes.text(attributes, "traceweir.threshold"),
        Attributes.text(attributes, "traceweir.randomness"),
        Attributes.text(attributes, "traceweir.rules_hash"),
        Attributes.whole(attributes, "traceweir.bytes"),
        Attributes.texts(attributes, "traceweir.services"),
        Attributes.texts(attributes, "traceweir.flags"),
        shadows(attributes),
        null);
  }

  /**
   * {@code next} is what would have become of it, {@code next.rule} why, if a candidate says so.
   */
  private static List<Shadow> shadows(List<KeyValue> attributes) {
    Map<String, String> said = new LinkedHashMap<>();
    for (KeyValue attribute : attributes) {
      if (attribute.getKey().startsWith(SHADOW)) {
        said.put(
            attribute.getKey().substring(SHADOW.length()), attribute.getValue().getStringValue());
      }
    }
    List<Shadow> shadows = new ArrayList<>();
    said.forEach(
        (name, outcome) -> {
          if (!name.endsWith(RULE) || !said.containsKey(withoutRule(name))) {
            shadows.add(new Shadow(name, outcome.equals("kept"), said.get(name + RULE)));
          }
        });
    return shadows;
  }

  private static String withoutRule(String name) {
    return name.substring(0, name.length() - RULE.length());
  }

  /** The same of a trace that came back. */
  public DecisionEvent upgradedBy(Upgrade by) {
    return new DecisionEvent(
        decision,
        timeMillis,
        probability,
        threshold,
        randomness,
        rulesHash,
        bytes,
        services,
        flags,
        shadows,
        by);
  }
}
