// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What Kafka said, or why it did not.
 *
 * @param refusal empty when there is a value
 */
public record Answer<T>(@Nullable T value, String refusal) {
  private static final String FORBIDDEN = "it is not permitted";

  public static <T> Answer<T> of(T value) {
    return new Answer<>(value, "");
  }

  public static <T> Answer<T> none(String refusal) {
    return new Answer<>(null, refusal);
  }

  /** A refusal for want of a permission, in the broker's words. */
  static String forbidden(String said) {
    return FORBIDDEN + ": " + said;
  }

  /** Whether a permission is what is wanting. */
  public static boolean isForbidden(String refusal) {
    return refusal.startsWith(FORBIDDEN);
  }

  public boolean isForbidden() {
    return isForbidden(refusal);
  }

  public boolean isThere() {
    return value != null;
  }

  /** Of an answer that is there. */
  public T get() {
    return Objects.requireNonNull(value, refusal);
  }
}
