// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.outcome;

import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Rate, errors and durations, from the span metrics. */
public final class Red {
  static final String CALLS = "traces.span.metrics.calls";
  static final String DURATION = "traces.span.metrics.duration";
  private static final String ERROR = "STATUS_CODE_ERROR";

  /** A service is called through these; its other spans are its own business. */
  private static final Set<String> ENTRIES = Set.of("SPAN_KIND_SERVER", "SPAN_KIND_CONSUMER");

  /** Spans of the same service, name, kind and status. */
  public record Operation(String service, String name, String kind, String status, long spans) {
    Operation with(long count) {
      return new Operation(service, name, kind, status, count);
    }
  }

  /**
   * One service.
   *
   * @param calls SERVER and CONSUMER spans
   * @param errors among the calls
   * @param p50Millis of the calls, NaN without any
   * @param p95Millis of the calls, NaN without any
   */
  public record Service(
      String service, long spans, long calls, long errors, double p50Millis, double p95Millis) {}

  private Red() {}

  /** In order of service, name, kind and status. */
  public static List<Operation> operations(Series series) {
    Map<Operation, Long> spans =
        new TreeMap<>(
            Comparator.comparing(Operation::service)
                .thenComparing(Operation::name)
                .thenComparing(Operation::kind)
                .thenComparing(Operation::status));
    series.eachSum(
        CALLS, (attributes, count) -> spans.merge(operation(attributes), count, Long::sum));
    return spans.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .map(entry -> entry.getKey().with(entry.getValue()))
        .toList();
  }

  /** In order of service. */
  public static List<Service> services(Series series) {
    Map<String, Durations> durations = new TreeMap<>();
    series.eachHistogram(
        DURATION,
        (attributes, histogram) -> {
          if (isEntry(attributes)) {
            durations.merge(
                Attributes.text(attributes, "service.name"), histogram, Durations::plus);
          }
        });
    List<Operation> operations = operations(series);
    return operations.stream()
        .map(Operation::service)
        .distinct()
        .map(service -> service(service, operations, durations))
        .toList();
  }

  static boolean isEntry(List<KeyValue> attributes) {
    return ENTRIES.contains(Attributes.text(attributes, "span.kind"));
  }

  static boolean isError(List<KeyValue> attributes) {
    return Attributes.text(attributes, "status.code").equals(ERROR);
  }

  private static Operation operation(List<KeyValue> attributes) {
    return new Operation(
        Attributes.text(attributes, "service.name"),
        Attributes.text(attributes, "span.name"),
        Attributes.text(attributes, "span.kind"),
        Attributes.text(attributes, "status.code"),
        0);
  }

  private static Service service(
      String name, List<Operation> operations, Map<String, Durations> durations) {
    long spans = 0;
    long calls = 0;
    long errors = 0;
    for (Operation operation : operations) {
      if (operation.service().equals(name)) {
        spans += operation.spans();
        boolean entry = ENTRIES.contains(operation.kind());
        calls += entry ? operation.spans() : 0;
        errors += entry && operation.status().equals(ERROR) ? operation.spans() : 0;
      }
    }
    Durations all = durations.getOrDefault(name, Durations.NONE);
    return new Service(name, spans, calls, errors, all.quantile(0.5), all.quantile(0.95));
  }
}
