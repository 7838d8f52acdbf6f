// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.trace.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the fields of the span in focus, or of the root span. */
final class SpanTerms {
  private SpanTerms() {}

  private interface WholeOf {
    long of(Span span);
  }

  private interface TextOf {
    String of(Span span);
  }

  interface AttributeOf {
    @Nullable Object of(Span span);
  }

  static Term of(Operand.FieldOf field, AttributeReader attributes) {
    boolean root = field.ofRoot();
    return switch (field.field()) {
      case SPAN_SERVICE -> text(root, span -> span.resource().serviceName());
      case SPAN_NAME -> text(root, Span::name);
      case SPAN_KIND -> number(root, Span::kind);
      case SPAN_STATUS -> number(root, Span::status);
      case SPAN_DURATION -> number(root, Span::durationNanos);
      case SPAN_PARENT -> number(root, SpanTerms::parent);
      case SPAN_TRACE_STATE -> text(root, traceState(field.names()), "");
      case SPAN_FLAGS -> number(root, span -> Integer.toUnsignedLong(span.flags()));
      case SPAN_SCOPE_NAME -> text(root, span -> span.scope().name());
      case SPAN_SCOPE_VERSION -> text(root, span -> span.scope().version());
      case SPAN_ATTRIBUTE ->
          root ? attributes.ofRoot(field.names()) : attributes.ofSpan(field.names());
      case SPAN_RESOURCE -> attribute(root, AttributeReader.ofResource(field.names()));
      case SPAN_SCOPE -> attribute(root, AttributeReader.ofScope(field.names()));
      default -> throw new IllegalArgumentException(field.field().name());
    };
  }

  /** Only ever compared with nil. */
  private static long parent(Span span) {
    return span.parentId() == 0 ? Term.Whole.NIL : 1;
  }

  private static TextOf traceState(List<String> keys) {
    if (!keys.isEmpty()) {
      return new TraceStateMember(keys.get(0))::of;
    }
    return span -> {
      String header = span.traceState();
      return header == null ? "" : header;
    };
  }

  private static Term number(boolean ofRoot, WholeOf number) {
    if (!ofRoot) {
      return (Term.Whole) focus -> number.of(focus.span);
    }
    return (Term.Whole)
        focus -> {
          Span root = focus.root();
          return root == null ? Term.Whole.NIL : number.of(root);
        };
  }

  private static Term text(boolean ofRoot, TextOf text) {
    return text(ofRoot, text, null);
  }

  /**
   * @param withoutRoot what a root that is missing has
   */
  private static Term text(boolean ofRoot, TextOf text, @Nullable String withoutRoot) {
    if (!ofRoot) {
      return (Term.Text) focus -> text.of(focus.span);
    }
    return (Term.Text)
        focus -> {
          Span root = focus.root();
          return root == null ? withoutRoot : text.of(root);
        };
  }

  private static Term attribute(boolean ofRoot, AttributeOf attribute) {
    if (!ofRoot) {
      return (Term.Attribute) focus -> attribute.of(focus.span);
    }
    return (Term.Attribute)
        focus -> {
          Span root = focus.root();
          return root == null ? null : attribute.of(root);
        };
  }
}
