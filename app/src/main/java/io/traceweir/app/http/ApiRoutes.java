// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.http;

import io.traceweir.app.graph.MapJson;
import io.traceweir.app.outcome.DecisionEvent;
import io.traceweir.trace.TraceId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** From address to answer, below {@code /api/v1/}. */
final class ApiRoutes {
  static final String PREFIX = "/api/v1/";

  private static final String DECISIONS = "decisions/";
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;
  private static final String PATHS =
      "status, services, graph, decisions, decisions/TRACE_ID and rules";

  private final ApiData data;

  ApiRoutes(ApiData data) {
    this.data = data;
  }

  /**
   * @param path behind the prefix
   * @throws IllegalArgumentException with words for the caller, who asked for something odd
   */
  Reply answer(String path, Query query) {
    if (path.startsWith(DECISIONS)) {
      query.allow(List.of());
      return decision(path.substring(DECISIONS.length()));
    }
    query.allow(
        path.equals("decisions") ? List.of("limit", "outcome", "rule", "service") : List.of());
    return switch (path) {
      case "status" -> Reply.json(StatusJson.write(data, data.reader().get()));
      case "services" -> Reply.json(services());
      case "graph" -> Reply.json(Json.object(json -> MapJson.write(json, data.outcomes().map())));
      case "decisions" -> Reply.json(decisions(query));
      case "rules" -> Reply.json(rules());
      default -> Reply.error(404, "there is nothing at this address; there are " + PATHS);
    };
  }

  private byte[] services() {
    return ServicesJson.write(
        data.outcomes().services(), data.settings().metrics().interval().toMillis());
  }

  private byte[] rules() {
    long now = data.clock().millis();
    var counts =
        new RulesJson.Counts(
            data.outcomes().rules(now),
            data.outcomes().shadows(now),
            data.outcomes().limits().window().toSeconds());
    return RulesJson.write(data.settings().sampling().live(), counts);
  }

  private Reply decision(String id) {
    TraceId trace;
    try {
      trace = TraceId.ofHex(id);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a trace id is 32 hex digits", e);
    }
    Optional<DecisionEvent> found = data.outcomes().decision(trace);
    return found
        .map(event -> Reply.json(DecisionsJson.one(event)))
        .orElseGet(
            () ->
                Reply.error(
                    404,
                    "no decision of this trace among the last ones seen here; older ones are in"
                        + " topic "
                        + data.settings().output().decisions()));
  }

  private byte[] decisions(Query query) {
    int limit = query.number("limit", DEFAULT_LIMIT, MAX_LIMIT);
    Predicate<DecisionEvent> wanted = event -> true;
    String outcome = query.text("outcome").orElse("");
    if (!List.of("", "kept", "dropped").contains(outcome)) {
      throw new IllegalArgumentException(
          "parameter outcome: expected kept or dropped, found \"" + outcome + "\"");
    }
    if (!outcome.isEmpty()) {
      wanted = wanted.and(event -> event.decision().kept() == outcome.equals("kept"));
    }
    Optional<String> rule = query.text("rule");
    if (rule.isPresent()) {
      wanted = wanted.and(event -> event.decision().rule().equals(rule.get()));
    }
    Optional<String> service = query.text("service");
    if (service.isPresent()) {
      wanted = wanted.and(event -> tookPart(event, service.get()));
    }
    return DecisionsJson.all(data.outcomes().lastDecisions(limit, wanted), limit);
  }

  private static boolean tookPart(DecisionEvent event, String service) {
    return event.services().contains(service) || event.decision().rootService().equals(service);
  }
}
