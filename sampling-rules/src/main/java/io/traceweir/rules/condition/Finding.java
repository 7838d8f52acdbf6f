// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.trace.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a part of a condition was found to be, of one trace.
 *
 * @param text the part in its canonical form; of {@code and}, {@code or} and {@code not} that word
 * @param holds whether the trace meets it; within parentheses whether any span, event or log does
 * @param readings the fields that it looks at, with what they are
 * @param items the spans, events or logs it was asked about; null for what is asked of the trace
 *     alone
 * @param parts what it is made of
 */
public record Finding(
    String text,
    boolean holds,
    List<Reading> readings,
    @Nullable Items items,
    List<Finding> parts) {
  public Finding {
    readings = List.copyOf(readings);
    parts = List.copyOf(parts);
  }

  /** A field and its value, both as they are written in conditions. */
  public record Reading(String field, String value) {

    /** Of a value as a trace has it. */
    public static Reading of(String field, @Nullable Object value) {
      return new Reading(field, Value.plain(value));
    }
  }

  /**
   * Spans, events or logs that were asked.
   *
   * @param subject {@code span}, {@code log}, …
   * @param count how many there are
   * @param fitting how many of them meet the part
   * @param examples the first few that do; when none does, the first few that do not
   */
  public record Items(String subject, int count, int fitting, List<Example> examples) {
    public Items {
      examples = List.copyOf(examples);
    }
  }

  /**
   * A span, event or log.
   *
   * @param id of the span, 16 hex digits; of an event or log that of the span it belongs to, or ""
   * @param name of the span or event; the severity of a log
   * @param readings what the part looked at here
   */
  public record Example(String id, String name, String service, List<Reading> readings) {
    public Example {
      readings = List.copyOf(readings);
    }

    /** A span. */
    public static Example of(Span span, List<Reading> readings) {
      return new Example(Item.hex(span.id()), span.name(), span.resource().serviceName(), readings);
    }
  }
}
