// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.spanmetrics;

import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.Resource;
import io.traceweir.trace.Span;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What tells the series of span metrics apart: resource, name, kind, status, dimensions. */
public final class SpanMetrics {
  private static final String SERVICE_NAME = "service.name";
  private static final String[] KINDS = {
    "SPAN_KIND_UNSPECIFIED",
    "SPAN_KIND_INTERNAL",
    "SPAN_KIND_SERVER",
    "SPAN_KIND_CLIENT",
    "SPAN_KIND_PRODUCER",
    "SPAN_KIND_CONSUMER"
  };
  private static final String[] STATUSES = {
    "STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"
  };

  private final SpanMetricsSettings settings;
  private final int[] slots;

  public SpanMetrics(SpanMetricsSettings settings, AttributeNames names) {
    this.settings = settings;
    this.slots = settings.dimensions().stream().mapToInt(each -> names.slot(each.name())).toArray();
  }

  /** What {@code service.name} reads: "" when it is no text, null when it is absent. */
  public static @Nullable String serviceName(Resource resource) {
    Object value = resource.attribute(SERVICE_NAME);
    return value == null ? null : value instanceof String text ? text : "";
  }

  /** The resource attributes a series is grouped by and written under. */
  public SortedMap<String, Object> resourceAttributes(Resource resource) {
    SortedMap<String, Object> attributes = new TreeMap<>();
    if (settings.resourceKeyAttributes().isEmpty()) {
      for (Map.Entry<String, Object> attribute : resource.attributes()) {
        attributes.put(attribute.getKey(), attribute.getValue());
      }
      return attributes;
    }
    for (String name : settings.resourceKeyAttributes()) {
      Object value = resource.attribute(name);
      if (value != null) {
        attributes.put(name, value);
      }
    }
    return attributes;
  }

  /** Kind and status in one number; values OpenTelemetry does not know fall together. */
  public static int kindAndStatus(Span span) {
    int kind = Math.min(span.kind() & 0x7fff_ffff, KINDS.length);
    int status = Math.min(span.status() & 0x7fff_ffff, STATUSES.length);
    return (kind << 2) | status;
  }

  /** Values of {@link #dimensions} when there are none. */
  public @Nullable Object[] noDimensions() {
    return new Object[slots.length];
  }

  public int dimensionCount() {
    return slots.length;
  }

  /** Values of the configured dimensions, null where there is none. */
  public void dimensions(Span span, @Nullable Object[] out) {
    for (int i = 0; i < slots.length; i++) {
      Object value = span.attribute(slots[i]);
      if (value == null) {
        Dimension dimension = settings.dimensions().get(i);
        value = span.resource().attribute(dimension.name());
        out[i] = value == null ? dimension.fallback() : value;
      } else {
        out[i] = value;
      }
    }
  }

  /** The attributes of a series' data points. */
  public SortedMap<String, Object> attributes(
      String serviceName, String spanName, int kindAndStatus, @Nullable Object[] dimensionValues) {
    SortedMap<String, Object> attributes = new TreeMap<>();
    attributes.put(SERVICE_NAME, serviceName);
    attributes.put("span.name", spanName);
    attributes.put("span.kind", named(KINDS, kindAndStatus >> 2));
    attributes.put("status.code", named(STATUSES, kindAndStatus & 3));
    for (int i = 0; i < slots.length; i++) {
      Object value = dimensionValues[i];
      if (value != null) {
        attributes.put(settings.dimensions().get(i).name(), value);
      }
    }
    return attributes;
  }

  /** Unknown kinds and codes have the empty name, as in the Collector. */
  private static String named(String[] names, int index) {
    return index < names.length ? names[index] : "";
  }
}
