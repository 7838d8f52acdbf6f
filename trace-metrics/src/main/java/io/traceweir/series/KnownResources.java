// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import io.traceweir.spanmetrics.SpanMetrics;
import io.traceweir.trace.Resource;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Service identities by resource object, so that a span's own costs one identity comparison. */
final class KnownResources {
  /** What series are grouped by; one object per identity, compared by reference. */
  static final class Identity {
    final SortedMap<String, Object> attributes;
    final String serviceName;

    Identity(SortedMap<String, Object> attributes, String serviceName) {
      this.attributes = attributes;
      this.serviceName = serviceName;
    }
  }

  /** Of resources without a service name. */
  private static final Identity NAMELESS = new Identity(Collections.emptySortedMap(), "");

  private final SpanMetrics spanMetrics;
  private final IdentityHashMap<Resource, Identity> byResource = new IdentityHashMap<>();
  private final Map<SeriesKey, Identity> byContent = new HashMap<>();
  private @Nullable Resource lastResource;
  private Identity last = NAMELESS;

  KnownResources(SpanMetrics spanMetrics) {
    this.spanMetrics = spanMetrics;
  }

  /** Null when the resource names no service. */
  @SuppressWarnings("ReferenceEquality") // equal bytes are one object, and comparing bytes is slow
  @Nullable Identity identity(Resource resource) {
    if (resource != lastResource) {
      Identity known = byResource.get(resource);
      last = known == null ? learn(resource) : known;
      lastResource = resource;
    }
    return last == NAMELESS ? null : last;
  }

  private Identity learn(Resource resource) {
    String serviceName = SpanMetrics.serviceName(resource);
    Identity identity = NAMELESS;
    if (serviceName != null) {
      SortedMap<String, Object> attributes = spanMetrics.resourceAttributes(resource);
      SeriesKey content =
          SeriesKey.of(
              SeriesFamily.SPAN_METRICS,
              attributes,
              spanMetrics.attributes(serviceName, "", 0, spanMetrics.noDimensions()));
      identity =
          byContent.computeIfAbsent(
              content,
              ignored -> new Identity(Collections.unmodifiableSortedMap(attributes), serviceName));
    }
    byResource.put(resource, identity);
    return identity;
  }

  int size() {
    return byResource.size();
  }

  void forget() {
    byResource.clear();
    byContent.clear();
    lastResource = null;
    last = NAMELESS;
  }
}
