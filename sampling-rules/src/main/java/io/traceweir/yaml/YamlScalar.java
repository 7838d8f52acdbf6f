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

  @Override
  public boolean isNull() {
    return kind == Kind.NULL;
  }

  @Override
  public String describe() {
    return switch (kind) {
      case NULL -> "nothing";
      case BOOLEAN -> text;
      case INTEGER, FLOAT -> "the number " + shortened();
      case STRING -> "\"" + shortened() + "\"";
    };
  }

  private String shortened() {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  @Override
  public String toString() {
    return text;
  }
}
