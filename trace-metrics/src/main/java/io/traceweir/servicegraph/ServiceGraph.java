// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.servicegraph;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.Resource;
import io.traceweir.trace.Span;
import io.traceweir.trace.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the edges of one trace: pairs of a CLIENT or PRODUCER span and the SERVER or CONSUMER span
 * whose parent it is, then what only one side saw. RATIONALE.md beside this file says what counts
 * and why. Reused, one thread.
 */
public final class ServiceGraph {
  /** The node that stands for callers nobody instrumented. */
  static final String USER = "user";

  /** The node that stands for callees nobody instrumented and no attribute names. */
  static final String UNKNOWN = "unknown";

  private static final int SERVER = SpanKind.SPAN_KIND_SERVER_VALUE;
  private static final int CLIENT = SpanKind.SPAN_KIND_CLIENT_VALUE;
  private static final int PRODUCER = SpanKind.SPAN_KIND_PRODUCER_VALUE;
  private static final int CONSUMER = SpanKind.SPAN_KIND_CONSUMER_VALUE;

  private final NamedSlots peers;
  private final NamedSlots databases;
  private final NamedSlots dimensions;
  private final boolean hasVirtualNodes;
  private boolean[] isAnswered = new boolean[64];
  private long unpaired;

  public ServiceGraph(ServiceGraphSettings settings, AttributeNames names) {
    peers = new NamedSlots(settings.peerAttributes(), names);
    databases = new NamedSlots(settings.databaseNameAttributes(), names);
    dimensions = new NamedSlots(settings.dimensions(), names);
    hasVirtualNodes = !settings.peerAttributes().isEmpty();
  }

  public void edges(Trace trace, EdgeSink out) {
    int spans = trace.spanCount();
    if (isAnswered.length < spans) {
      isAnswered = new boolean[Math.max(spans, 2 * isAnswered.length)];
    } else {
      Arrays.fill(isAnswered, 0, spans, false);
    }
    for (int i = 0; i < spans; i++) {
      Span span = trace.span(i);
      if ((span.kind() == SERVER || span.kind() == CONSUMER) && hasService(span)) {
        server(trace, span, out);
      }
    }
    for (int i = 0; i < spans; i++) {
      Span span = trace.span(i);
      if (!isAnswered[i] && isCaller(span) && hasService(span)) {
        unanswered(span, out);
      }
    }
  }

  private void server(Trace trace, Span server, EdgeSink out) {
    String name = server.resource().serviceName();
    if (server.parentId() == 0) {
      if (hasVirtualNodes) {
        out.edge(null, server, USER, name, ConnectionType.VIRTUAL_NODE);
      }
      return;
    }
    Span client = trace.parent(server);
    if (client == null || !isCaller(client) || !hasService(client)) {
      unpaired++;
      return;
    }
    isAnswered[client.index()] = true;
    ConnectionType type =
        server.kind() == CONSUMER ? ConnectionType.MESSAGING : ConnectionType.REQUEST;
    out.edge(client, server, client.resource().serviceName(), name, type);
  }

  private void unanswered(Span client, EdgeSink out) {
    String name = client.resource().serviceName();
    if (client.kind() == CLIENT) {
      String database = databases.firstText(client, client.resource());
      if (database != null && !database.isEmpty()) {
        out.edge(client, null, name, database, ConnectionType.DATABASE);
        return;
      }
    }
    if (hasVirtualNodes) {
      String peer = peers.firstText(client, null);
      out.edge(client, null, name, peer == null ? UNKNOWN : peer, ConnectionType.VIRTUAL_NODE);
    }
  }

  private static boolean isCaller(Span span) {
    return span.kind() == CLIENT || span.kind() == PRODUCER;
  }

  private static boolean hasService(Span span) {
    return !span.resource().serviceName().isEmpty();
  }

  /** SERVER and CONSUMER spans that have a parent, but none that called them from here. */
  public long unpaired() {
    return unpaired;
  }

  /** How many values {@link #dimensions} fills in: those of the client, then of the server. */
  public int dimensionCount() {
    return 2 * dimensions.size();
  }

  /** The configured attributes of both sides as text, null where a side or attribute is absent. */
  public void dimensions(@Nullable Span client, @Nullable Span server, @Nullable Object[] out) {
    for (int i = 0; i < dimensions.size(); i++) {
      out[i] = client == null ? null : dimensions.text(i, client, client.resource());
      out[dimensions.size() + i] =
          server == null ? null : dimensions.text(i, server, server.resource());
    }
  }

  /** The attributes of an edge's data points. */
  public SortedMap<String, Object> attributes(
      String client,
      String server,
      ConnectionType type,
      boolean failed,
      @Nullable Object[] dimensionValues) {
    SortedMap<String, Object> attributes = new TreeMap<>();
    attributes.put("client", client);
    attributes.put("server", server);
    attributes.put("connection_type", type.label());
    attributes.put("failed", failed);
    List<String> names = dimensions.names();
    for (int i = 0; i < dimensionValues.length; i++) {
      Object value = dimensionValues[i];
      if (value != null) {
        String side = i < names.size() ? "client_" : "server_";
        attributes.put(side + names.get(i % names.size()), value);
      }
    }
    return attributes;
  }

  /** Attributes looked up by slot on spans and by name on resources, the resource first. */
  private static final class NamedSlots {
    private final List<String> names;
    private final int[] slots;

    NamedSlots(List<String> names, AttributeNames all) {
      this.names = names;
      this.slots = names.stream().mapToInt(all::slot).toArray();
    }

    int size() {
      return slots.length;
    }

    List<String> names() {
      return names;
    }

    @Nullable String text(int i, Span span, @Nullable Resource resource) {
      Object value = resource == null ? null : resource.attribute(names.get(i));
      if (value == null) {
        value = span.attribute(slots[i]);
      }
      return value == null ? null : AttributeText.of(value);
    }

    @Nullable String firstText(Span span, @Nullable Resource resource) {
      for (int i = 0; i < slots.length; i++) {
        String text = text(i, span, resource);
        if (text != null) {
          return text;
        }
      }
      return null;
    }
  }
}
