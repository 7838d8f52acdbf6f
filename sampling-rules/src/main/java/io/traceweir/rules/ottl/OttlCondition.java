// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import io.traceweir.trace.AttributeNames;
import java.util.List;

/** A condition about spans or about their events, as the Collector's OTTL has it. */
public final class OttlCondition {
  private static final int MAX_LENGTH = 65_536;

  private final Node node;
  private final String source;
  private final Subject subject;

  private OttlCondition(Node node, String source, Subject subject) {
    this.node = node;
    this.source = source;
    this.subject = subject;
  }

  /** What a condition is asked of. */
  public enum Subject {
    /** A trace, of which only its root has fields; parts of native conditions alone ask it. */
    TRACE("span"),
    SPAN("span"),
    SPAN_EVENT("spanevent");

    private final String word;

    Subject(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /**
   * Reads a condition.
   *
   * @throws OttlException when a Collector would not start with it
   */
  public static OttlCondition read(String text, Subject subject) throws OttlException {
    if (text.length() > MAX_LENGTH) {
      throw new OttlException(0, "a condition has at most " + MAX_LENGTH + " characters");
    }
    Node node = Parser.condition(text);
    new Compiler(subject, new AttributeNames()).test(node);
    return new OttlCondition(node, text, subject);
  }

  /** One text for every way to put the spaces. */
  public String text() {
    try {
      return OttlPart.canonical(source);
    } catch (OttlException e) {
      throw unbindable(e);
    }
  }

  public Subject subject() {
    return subject;
  }

  /** A condition that can be asked. One thread. */
  public interface Asked {
    /**
     * Whether it is true of the span or event at hand.
     *
     * @throws EvaluationException when it has no result for it
     */
    boolean holds(Scene scene);
  }

  /** Takes slots for the attributes it reads. */
  public Asked bind(AttributeNames names) {
    try {
      Test test = new Compiler(subject, names).test(node);
      return test::holds;
    } catch (OttlException e) {
      throw unbindable(e);
    }
  }

  /** What it looks at; takes the same slots. */
  public List<Side> sides(AttributeNames names) {
    try {
      return Sides.of(source, new Compiler(subject, names));
    } catch (OttlException e) {
      throw unbindable(e);
    }
  }

  private static IllegalStateException unbindable(OttlException e) {
    return new IllegalStateException("a condition was read that cannot be bound", e);
  }
}
