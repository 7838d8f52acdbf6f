// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.traceweir.trace.AttributeNames;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fields of spans, events, resources and scopes by their OTTL names. */
final class Paths {
  private static final Set<String> SPAN =
      Set.of(
          "trace_id",
          "span_id",
          "parent_span_id",
          "trace_state",
          "name",
          "kind",
          "start_time_unix_nano",
          "end_time_unix_nano",
          "start_time",
          "end_time",
          "attributes",
          "dropped_attributes_count",
          "events",
          "dropped_events_count",
          "links",
          "dropped_links_count",
          "status",
          "flags");

  /** Nothing but the number of events can be asked for. */
  private static final Object AN_EVENT = new Object();

  private Paths() {}

  static Set<String> ofSpan() {
    return SPAN;
  }

  /** Null for names that no span has; the second name is "" when there is none. */
  static @Nullable Value span(String name, String part) {
    String path = part.isEmpty() ? name : name + "." + part;
    return switch (path) {
      case "trace_id" -> scene -> new Id(true, scene.trace().idHigh(), scene.trace().idLow());
      case "trace_id.string" -> scene -> scene.trace().idHex();
      case "span_id" -> scene -> new Id(false, 0, scene.span().id());
      case "span_id.string" -> scene -> new Id(false, 0, scene.span().id()).hex();
      case "parent_span_id" -> scene -> new Id(false, 0, scene.span().parentId());
      case "parent_span_id.string" -> scene -> new Id(false, 0, scene.span().parentId()).hex();
      case "trace_state" -> Paths::traceState;
      case "name" -> scene -> scene.span().name();
      case "kind" -> scene -> (long) scene.span().kind();
      case "kind.string" -> scene -> kind(scene, false);
      case "kind.deprecated_string" -> scene -> kind(scene, true);
      case "start_time_unix_nano" -> scene -> scene.span().startNanos();
      case "end_time_unix_nano" -> scene -> scene.span().endNanos();
      case "start_time" -> scene -> new Instant64(scene.span().startNanos());
      case "end_time" -> scene -> new Instant64(scene.span().endNanos());
      case "flags" -> scene -> Integer.toUnsignedLong(scene.span().flags());
      case "status" -> scene -> scene;
      case "status.code" -> scene -> (long) scene.span().status();
      default -> details(path);
    };
  }

  private static @Nullable Value details(String path) {
    return switch (path) {
      case "status.message" -> scene -> scene.span().details().statusMessage();
      case "attributes" -> scene -> Pairs.of(scene.span().details().attributes());
      case "dropped_attributes_count" ->
          scene -> Integer.toUnsignedLong(scene.span().details().droppedAttributes());
      case "events" -> scene -> Collections.nCopies(scene.span().eventCount(), AN_EVENT);
      case "dropped_events_count" ->
          scene -> Integer.toUnsignedLong(scene.span().details().droppedEvents());
      case "links" -> scene -> new Count(scene.span().details().links());
      case "dropped_links_count" ->
          scene -> Integer.toUnsignedLong(scene.span().details().droppedLinks());
      default -> null;
    };
  }

  /** Links: nothing but their number can be asked for. */
  record Count(int size) {}

  static @Nullable Value event(String path) {
    return switch (path) {
      case "name" -> scene -> scene.event().name();
      case "time_unix_nano" -> scene -> scene.event().timeNanos();
      case "time" -> scene -> new Instant64(scene.event().timeNanos());
      case "attributes" -> scene -> Pairs.of(scene.event().attributes());
      case "dropped_attributes_count" ->
          scene -> Integer.toUnsignedLong(scene.event().droppedAttributes());
      case "event_index" -> scene -> null;
      default -> null;
    };
  }

  static @Nullable Value resource(String path) {
    return switch (path) {
      case "attributes" -> scene -> Pairs.of(scene.span().resource().sentAttributes());
      case "dropped_attributes_count" ->
          scene -> Integer.toUnsignedLong(scene.span().resource().droppedAttributes());
      case "schema_url" -> scene -> "";
      default -> null;
    };
  }

  static @Nullable Value scope(String path) {
    return switch (path) {
      case "name" -> scene -> scene.span().scope().name();
      case "version" -> scene -> scene.span().scope().version();
      case "attributes" -> scene -> Pairs.of(scene.span().scope().sentAttributes());
      case "dropped_attributes_count" ->
          scene -> Integer.toUnsignedLong(scene.span().scope().droppedAttributes());
      case "schema_url" -> scene -> "";
      default -> null;
    };
  }

  /** One attribute of a span, read once for all that ask for it. */
  static Value spanAttribute(String key, AttributeNames names) {
    int slot = names.slot(key);
    return scene -> Pairs.unwrapped(scene.span().sentAttribute(slot));
  }

  static Value eventAttribute(String key) {
    return scene -> Pairs.unwrapped(scene.event().attribute(key));
  }

  static Value resourceAttribute(String key) {
    return scene -> Pairs.unwrapped(scene.span().resource().sentAttribute(key));
  }

  static Value scopeAttribute(String key) {
    return scene -> Pairs.unwrapped(scene.span().scope().sentAttribute(key));
  }

  /** "" for a key that is not there, nil only for a header that nobody can read. */
  static Value traceState(String key) {
    return scene -> W3cTraceState.value(scene.span().traceState(), key);
  }

  private static String traceState(Scene scene) {
    String header = scene.span().traceState();
    return header == null ? "" : header;
  }

  private static String kind(Scene scene, boolean asConstant) {
    SpanKind kind = SpanKind.forNumber(scene.span().kind());
    if (kind == null || kind == SpanKind.UNRECOGNIZED) {
      return "";
    }
    if (asConstant) {
      return kind.name();
    }
    String word = kind.name().substring("SPAN_KIND_".length());
    return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
  }
}
