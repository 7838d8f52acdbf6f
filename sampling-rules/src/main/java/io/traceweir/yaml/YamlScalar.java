// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.yaml;

/** A single value. {@link #text()} is what was meant: quotes, escapes and folding are gone. */
public final class YamlScalar implements YamlNode {

  /** What YAML 1.2's core schema takes the value for; quoted and block scalars are strings. */
  public enum Kind {
    NULL,
    BOOLEAN,
    INTEGER,
    FLOAT,
    STRING
  }

  private final String text;
  private final Kind kind;
  private final ScalarSpan span;

  YamlScalar(String text, Kind kind, ScalarSpan span) {
    this.text = text;
    this.kind = kind;
    this.span = span;
  }

  public String text() {
    return text;
  }

  public Kind kind() {
    return kind;
  }

  @Override
  public Position position() {
    return span.start();
  }

  /**
   * Where the character at this offset of {@link #text()} stands in the file. Exact for plain,
   * quoted and literal scalars, the line for folded ones; what a substitution brought in stands
   * where its {@code ${…}} does.
   */
  public Position positionOf(int offset) {
    return span.positionOf(text, offset);
  }

  /** The same place with another text, for substitution. */
  YamlScalar with(String newText, Kind newKind) {
    return new YamlScalar(newText, newKind, span.replaced(text));
  }

  /**
   * Written without quotes and not as a block, so that its text may stand for another type; what a
   * substitution brought in as a whole may do so in quotes too.
   */
  public boolean isPlain() {
    String original = span.original();
    return span.isPlain() || (original != null && original.matches("\\$\\{[^{}]*}"));
  }

  @Override
  public boolean isNull() {
    return kind == Kind.NULL;
  }

  /** Whether a place lies inside. */
  boolean contains(Position at) {
    return at.file().equals(position().file())
        && at.compareTo(position()) >= 0
        && at.compareTo(span.end()) <= 0;
  }

  /** As written where something was substituted: what came in may be a secret. */
  @Override
  public String describe() {
    String original = span.original();
    if (original != null) {
      return "\"" + shortened(original) + "\"";
    }
    return switch (kind) {
      case NULL -> "nothing";
      case BOOLEAN -> text;
      case INTEGER, FLOAT -> "the number " + shortened(text);
      case STRING -> "\"" + shortened(text) + "\"";
    };
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  @Override
  public String toString() {
    return text;
  }
}
