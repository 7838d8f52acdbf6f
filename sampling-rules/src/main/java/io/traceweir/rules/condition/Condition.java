// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.trace.AttributeNames;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A condition about a trace: read, and free of mistakes. */
public final class Condition {
  static final int MAX_LENGTH = 10_000;

  private final Formula formula;
  private final @Nullable Settled settled;

  private Condition(Formula formula, @Nullable Settled settled) {
    this.formula = formula;
    this.settled = settled;
  }

  /** Null when something is wrong with it; then `mistakes` has been told all that is. */
  public static @Nullable Condition read(String text, Aliases aliases, Consumer<Mistake> mistakes) {
    if (text.length() > MAX_LENGTH) {
      mistakes.accept(new Mistake(0, "the condition is longer than " + MAX_LENGTH + " characters"));
      return null;
    }
    try {
      Expr expr = Parser.parse(text);
      Places places = new Places();
      Formula formula = new Checker(aliases, places, mistakes).formula(expr, Subject.TRACE);
      return formula == null ? null : new Condition(formula, Certainty.of(formula, places));
    } catch (SyntaxException e) {
      mistakes.accept(e.mistake());
      return null;
    }
  }

  Formula formula() {
    return formula;
  }

  /**
   * Its value when it can be seen from its form to be the same for every trace. To have none says
   * nothing.
   */
  public Optional<Boolean> constant() {
    return settled == null ? Optional.empty() : Optional.of(settled.value());
  }

  /**
   * The pairs of parts that make it constant, each with what is to be said of it. There are none
   * where a single value does: `1 == 2`.
   */
  public List<Mistake> clashes() {
    return settled == null ? List.of() : settled.clashes();
  }

  /** One text for every way to write the same, with aliases replaced by what they stand for. */
  public String canonical() {
    return Canonical.text(formula);
  }

  /**
   * Whether it can be seen from the form of both that the other holds wherever this one does. False
   * says nothing.
   */
  public boolean implies(Condition other) {
    return new Implication().holds(formula, other.formula);
  }

  /** Whether it looks at spans, or at what a trace says of them. */
  public boolean readsSpans() {
    return new Reads(Subject.SPAN).in(formula);
  }

  /** Whether it looks at logs, or at what a trace says of them. */
  public boolean readsLogs() {
    return new Reads(Subject.LOG).in(formula);
  }

  /**
   * Takes slots for the attributes it reads; to be called before a reader is built on the names.
   */
  public TraceFilter bind(AttributeNames names) {
    return new TraceFilter(new Binder(names).filter(formula, Subject.TRACE));
  }

  /** The same, taken apart, to see what each part says of a trace. */
  public Explainer explainer(AttributeNames names) {
    return Explainer.of(formula, names);
  }
}
