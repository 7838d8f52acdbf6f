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

  public static <T> Answer<T> of(T value) {
    return new Answer<>(value, "");
  }

  public static <T> Answer<T> none(String refusal) {
    return new Answer<>(null, refusal);
  }

  public boolean isThere() {
    return value != null;
  }

  /** Of an answer that is there. */
  public T get() {
    return Objects.requireNonNull(value, refusal);
  }
}
