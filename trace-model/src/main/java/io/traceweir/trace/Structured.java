// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import io.opentelemetry.proto.common.v1.AnyValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** An attribute value that is a list or a map, or an attribute that was sent without a value. */
public final class Structured {
  /** The attribute is there and has no value. */
  public static final Structured NO_VALUE = new Structured(AnyValue.getDefaultInstance());

  private final AnyValue value;
  private @Nullable String json;

  Structured(AnyValue value) {
    this.value = value;
  }

  public AnyValue value() {
    return value;
  }

  /** What most readers want: text for lists and maps, null for no value, all else as it is. */
  static @Nullable Object plain(@Nullable Object attribute) {
    if (attribute instanceof Structured structured) {
      return structured.value.getValueCase() == AnyValue.ValueCase.VALUE_NOT_SET
          ? null
          : structured.toString();
    }
    return attribute;
  }

  /** JSON text; bytes in it are base64. */
  @Override
  public String toString() {
    if (json == null) {
      try {
        json = AttributeJson.of(value);
      } catch (IOException e) {
        throw new UncheckedIOException("text cannot be written to memory", e);
      }
    }
    return json;
  }
}
