// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** A text that attributes are compared with, many times: by its bytes, where they have not been decoded. */
public final class WantedText {
  /** Stands in a decoded text for bytes that are none: what has it may have been other bytes. */
  private static final char REPLACEMENT = '\ufffd';

  private final String text;
  private final byte @Nullable [] bytes;

  private WantedText(String text, byte @Nullable [] bytes) {
    this.text = text;
    this.bytes = bytes;
  }

  public static WantedText of(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    boolean isExact = text.indexOf(REPLACEMENT) < 0 && new String(bytes, UTF_8).equals(text);
    return new WantedText(text, isExact ? bytes : null);
  }

  /** Null when bytes do not tell whether what is decoded from them is this text. */
  byte @Nullable [] bytes() {
    return bytes;
  }

  /** Whether an attribute has this text, by its value as text: of a list or map its JSON. */
  public boolean isValue(@Nullable Object value) {
    return text.equals(value);
  }
}
