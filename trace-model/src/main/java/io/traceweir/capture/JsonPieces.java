// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts JSON into its objects, whether each has a line or many, by counting brackets outside of
 * strings.
 *
 * <p>A broken one must not swallow the next ones. Where the first object ends with its line, every
 * line is taken for itself; elsewhere a line that begins with the key of a request begins a new
 * one.
 */
final class JsonPieces implements Pieces {
  private static final List<byte[]> KEYS =
      List.of(
          key("resourceSpans"), key("resourceLogs"), key("resource_spans"), key("resource_logs"));

  private final String file;
  private final Lines lines;
  private final JsonDepth depth = new JsonDepth();

  /** What is left of the line that was read last, from {@link #at}. */
  private byte @Nullable [] line;

  private int at;
  private boolean first = true;
  private boolean oneEachLine;

  JsonPieces(String file, Feed feed) {
    this.file = file;
    this.lines = new Lines(file, feed);
  }

  @Override
  public @Nullable Piece next() throws IOException, CaptureException {
    byte[] begun = nextText();
    if (begun == null) {
      return null;
    }
    long number = lines.number();
    depth.reset();
    byte[] value = value(begun);
    if (first) {
      first = false;
      oneEachLine = lines.number() == number && line == null;
    }
    return Piece.json(file, number, value);
  }

  /** A line with something in it, from {@link #at}. */
  private byte @Nullable [] nextText() throws IOException, CaptureException {
    while (true) {
      byte[] text = line;
      if (text == null) {
        text = lines.next();
        at = 0;
      }
      line = null;
      if (text == null) {
        return null;
      }
      while (at < text.length && Opening.isSpace(text[at])) {
        at++;
      }
      if (at < text.length) {
        return text;
      }
    }
  }

  private byte[] value(byte[] begun) throws IOException, CaptureException {
    int end = depth.endOfValue(begun, at, begun.length);
    if (end >= 0 || oneEachLine || !depth.goesOn()) {
      return cut(begun, end);
    }
    ByteArrayOutputStream value = new ByteArrayOutputStream(2 * begun.length);
    value.write(begun, at, begun.length - at);
    boolean over = false;
    while (!over) {
      byte[] next = lines.next();
      at = 0;
      if (next == null || isRequest(next)) {
        line = next;
        return value.toByteArray();
      }
      end = depth.endOfValue(next, 0, next.length);
      value.write('\n');
      value.writeBytes(cut(next, end));
      over = end >= 0 || !depth.goesOn();
      limit(value.size());
    }
    return value.toByteArray();
  }

  private void limit(int size) throws CaptureException {
    if (size > MAX_BYTES) {
      throw new CaptureException(
          file + ":" + lines.number(), "a request of more than " + MAX_BYTES + " bytes");
    }
  }

  /**
   * From {@link #at} to there, or to the end of the line; what follows is left for the next one.
   */
  private byte[] cut(byte[] text, int end) {
    int from = at;
    if (end < 0 || end == text.length) {
      return from == 0 ? text : Arrays.copyOfRange(text, from, text.length);
    }
    line = text;
    at = end;
    return Arrays.copyOfRange(text, from, end);
  }

  /** Whether a line begins a request, which no line within one does. */
  private static boolean isRequest(byte[] text) {
    int brace = Opening.pastSpace(text, 0, text.length);
    if (brace == text.length || text[brace] != '{') {
      return false;
    }
    int key = Opening.pastSpace(text, brace + 1, text.length);
    return KEYS.stream().anyMatch(k -> startsWith(text, key, k));
  }

  private static boolean startsWith(byte[] text, int from, byte[] prefix) {
    int end = Math.min(text.length, from + prefix.length);
    return Arrays.equals(text, from, end, prefix, 0, prefix.length);
  }

  private static byte[] key(String name) {
    return ('"' + name + '"').getBytes(StandardCharsets.US_ASCII);
  }
}
