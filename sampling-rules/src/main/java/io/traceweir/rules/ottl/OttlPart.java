// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import io.traceweir.trace.AttributeNames;
import io.traceweir.yaml.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A condition or value of OTTL that stands in a condition of the native language. It knows some
 * paths more than OTTL: those that are no attribute and have a name of their own there.
 */
public final class OttlPart {
  private final Node node;
  private final String text;
  private final OttlCondition.Subject subject;

  private OttlPart(Node node, String text, OttlCondition.Subject subject) {
    this.node = node;
    this.text = text;
    this.subject = subject;
  }

  /**
   * Reads something that is true or false.
   *
   * @param isAlias says which attribute names are none: they stand for others
   */
  public static OttlPart condition(
      String text, OttlCondition.Subject subject, Predicate<String> isAlias) throws OttlException {
    Node node = Parser.condition(text);
    compiler(subject, new AttributeNames(), isAlias).test(node);
    return new OttlPart(node, canonical(text), subject);
  }

  /** Reads something that can be compared. */
  public static OttlPart value(
      String text, OttlCondition.Subject subject, Predicate<String> isAlias) throws OttlException {
    Node node = Parser.value(text);
    compiler(subject, new AttributeNames(), isAlias).value(node);
    return new OttlPart(node, canonical(text), subject);
  }

  private static Compiler compiler(
      OttlCondition.Subject subject, AttributeNames names, Predicate<String> isAlias) {
    return new Compiler(subject, names, new NativePaths(subject, isAlias));
  }

  /** The function whose name differs from the word by a slip, or null. */
  public static @Nullable String functionLike(String word) {
    List<String> names = new ArrayList<>();
    Functions.names().forEach(names::add);
    return Nearest.of(word.replace("_", ""), names).orElse(null);
  }

  /** One text for every way to put the spaces. */
  public String text() {
    return text;
  }

  static String canonical(String text) throws OttlException {
    StringBuilder canonical = new StringBuilder();
    Token before = null;
    boolean afterSign = false;
    for (Token token : Lexer.tokens(text)) {
      boolean isApart = before != null && !afterSign && isApart(before, token);
      if (isApart && token.kind() != Token.Kind.END) {
        canonical.append(' ');
      }
      canonical.append(text, token.at(), token.end());
      afterSign = isSign(token, before);
      before = token;
    }
    return canonical.toString();
  }

  /** The sign of a number, and no calculation. */
  private static boolean isSign(Token token, @Nullable Token before) {
    if (token.kind() != Token.Kind.ADD) {
      return false;
    }
    return before == null
        || switch (before.kind()) {
          case COMPARISON, ADD, MULTIPLY, EQUAL -> true;
          case PUNCTUATION -> before.is("(") || before.is("[") || before.is(",");
          default -> false;
        };
  }

  private static boolean isApart(Token before, Token token) {
    boolean opens = before.is("(") || before.is("[") || before.is(".");
    boolean closes = token.is(")") || token.is("]") || token.is(".") || token.is(",");
    boolean hangs = token.is("[") || (token.is("(") && before.kind() == Token.Kind.MIXED);
    return !opens && !closes && !hangs;
  }

  /** Takes slots for the attributes it reads. */
  public OttlCondition.Asked bindCondition(AttributeNames names) {
    try {
      Test test = compiler(subject, names, name -> false).test(node);
      return test::holds;
    } catch (OttlException e) {
      throw unbindable(e);
    }
  }

  /** What the condition looks at; takes the same slots. */
  public List<Side> sides(AttributeNames names) {
    try {
      return Sides.of(text, compiler(subject, names, name -> false));
    } catch (OttlException e) {
      throw unbindable(e);
    }
  }

  /** A value that can be asked for. One thread. */
  public interface Valued {
    /**
     * String, Long, Double, Boolean, byte[], null, or an object that equals none of these.
     *
     * @throws EvaluationException when there is none for the span or event at hand
     */
    @Nullable Object of(Scene scene);
  }

  /** Takes slots for the attributes it reads. */
  public Valued bindValue(AttributeNames names) {
    try {
      Value value = compiler(subject, names, name -> false).value(node);
      return value::of;
    } catch (OttlException e) {
      throw unbindable(e);
    }
  }

  private static IllegalStateException unbindable(OttlException e) {
    return new IllegalStateException("a condition was read that cannot be bound", e);
  }
}
