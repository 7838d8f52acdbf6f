// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import org.jspecify.annotations.Nullable;

/**
 * A call whose mistakes are its own: what a function of this program or of a library throws for an
 * odd argument would stop a partition, as the same trace comes again. So the call has no result,
 * like any that cannot deal with its arguments. Where assertions are on, as in tests, it is thrown.
 */
record Guarded(Value call, String name) implements Value {
  @Override
  public @Nullable Object of(Scene scene) {
    try {
      return call.of(scene);
    } catch (EvaluationException e) {
      throw e;
    } catch (RuntimeException e) {
      assert false : e;
      throw new EvaluationException(name + " cannot deal with its arguments");
    }
  }
}
