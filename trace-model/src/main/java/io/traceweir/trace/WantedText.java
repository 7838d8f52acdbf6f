// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * A text that attributes are looked through for, many times: by its bytes, where those have not
 * been decoded.
 */
public final class WantedText {
  /** So many are sooner looked for one by one than a text is decoded and looked up. */
  public static final int FEW = 8;

  /** A longer one is sooner decoded once than searched by each who asks. */
  private static final int SHORT = 256;

  /** Stands in a decoded text for bytes that are none: what has it may have been other bytes. */
  private static final char REPLACEMENT = '\ufffd';

  private final String text;
  private final Place place;
  private final byte @Nullable [] bytes;

  /** Where in the text of an attribute it has to be. */
  public enum Place {
    /** It is the text. */
    ALL,
    START,
    END,
    ANYWHERE
  }

  private WantedText(String text, Place place, byte @Nullable [] bytes) {
    this.text = text;
    this.place = place;
    this.bytes = bytes;
  }

  /** The whole text of an attribute has to be this one. */
  public static WantedText of(String text) {
    return of(text, Place.ALL);
  }

  public static WantedText of(String text, Place place) {
    byte[] bytes = text.getBytes(UTF_8);
    boolean isExact = text.indexOf(REPLACEMENT) < 0 && new String(bytes, UTF_8).equals(text);
    // what comes before it may be broken, and be mended with a part of it unless that is ASCII
    boolean isAscii = bytes.length == text.length();
    boolean fromTheStart = place == Place.ALL || place == Place.START;
    return new WantedText(text, place, isExact && (fromTheStart || isAscii) ? bytes : null);
  }

  /** Whether so many bytes tell as much as what is decoded from them, and sooner. */
  boolean isToldByBytes(int length) {
    return bytes != null && (place != Place.ANYWHERE || length <= SHORT);
  }

  /** Whether it is in a text that is not decoded. */
  boolean isIn(byte[] in, int start, int length) {
    if (bytes == null || bytes.length > length) {
      return false;
    }
    return switch (place) {
      case ALL -> bytes.length == length && ShortBytes.isKey(bytes, in, start);
      case START -> ShortBytes.isKey(bytes, in, start);
      case END -> ShortBytes.isKey(bytes, in, start + length - bytes.length);
      case ANYWHERE -> isAnywhereIn(bytes, in, start, start + length - bytes.length);
    };
  }

  private static boolean isAnywhereIn(byte[] wanted, byte[] in, int first, int last) {
    if (wanted.length == 0) {
      return true;
    }
    int at = ShortBytes.find(wanted[0], in, first, last);
    while (at <= last && !ShortBytes.isKey(wanted, in, at)) {
      at = ShortBytes.find(wanted[0], in, at + 1, last);
    }
    return at <= last;
  }

  /** Whether the value of an attribute is a text with it. */
  public boolean isIn(@Nullable Object value) {
    if (!(value instanceof String whole)) {
      return false;
    }
    return switch (place) {
      case ALL -> whole.equals(text);
      case START -> whole.startsWith(text);
      case END -> whole.endsWith(text);
      case ANYWHERE -> whole.contains(text);
    };
  }
}
