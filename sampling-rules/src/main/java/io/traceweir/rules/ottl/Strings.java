// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

/** Strings as Go writes them between double quotes. */
final class Strings {
  private final String source;
  private final int offset;
  private final StringBuilder text = new StringBuilder();
  private int at = 1;

  private Strings(String source, int offset) {
    this.source = source;
    this.offset = offset;
  }

  static String unquoted(String quoted, int offset) throws OttlException {
    return new Strings(quoted, offset).read();
  }

  private String read() throws OttlException {
    while (at < source.length() - 1) {
      char c = source.charAt(at++);
      if (c == '\\') {
        escape(source.charAt(at++));
      } else if (c == '\n') {
        throw new OttlException(offset + at - 1, "a string ends on the line where it began");
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private void escape(char c) throws OttlException {
    switch (c) {
      case 'a' -> text.append('\u0007');
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'v' -> text.append('\u000b');
      case '\\', '"' -> text.append(c);
      case 'x' -> number(2, 16);
      case 'u' -> number(4, 16);
      case 'U' -> number(8, 16);
      default -> {
        if (c < '0' || c > '7') {
          throw new OttlException(
              offset + at - 2, "unknown escape `\\" + c + "`; a backslash is written `\\\\`");
        }
        at--;
        number(3, 8);
      }
    }
  }

  private void number(int digits, int radix) throws OttlException {
    int end = Math.min(source.length() - 1, at + digits);
    try {
      text.appendCodePoint(Integer.parseInt(source, at, end, radix));
    } catch (IllegalArgumentException e) {
      throw new OttlException(offset + at, "this escape needs " + digits + " digits");
    }
    if (end - at != digits) {
      throw new OttlException(offset + at, "this escape needs " + digits + " digits");
    }
    at = end;
  }
}
