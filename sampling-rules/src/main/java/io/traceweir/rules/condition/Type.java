// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

/** What kind of value a field or literal is; decides what it may be compared with. */
enum Type {
  BOOL("true or false"),
  WHOLE("a number"),
  FRACTION("a number"),
  TEXT("a text"),
  DURATION("a duration"),
  SIZE("a size in bytes"),
  KIND("a span kind"),
  STATUS("a status"),
  SEVERITY("a severity"),
  TIME("a time"),
  SERVICES("a list of services"),
  ID("an id"),
  /** An attribute: its type is known only when a span or log record is there. */
  ATTRIBUTE("an attribute"),
  NIL("nil");

  private final String phrase;

  Type(String phrase) {
    this.phrase = phrase;
  }

  String phrase() {
    return phrase;
  }

  boolean isNumber() {
    return this == WHOLE || this == FRACTION || this == SIZE;
  }

  /** Counts, sizes, durations and times: all that is asked of a trace begins at 0. */
  boolean isNeverNegative() {
    return this == WHOLE || this == SIZE || this == DURATION || this == TIME;
  }

  /** Written with words of its own: `server`, `error`, `WARN`. */
  boolean hasWords() {
    return this == KIND || this == STATUS || this == SEVERITY;
  }
}
