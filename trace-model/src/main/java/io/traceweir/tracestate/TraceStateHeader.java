// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.tracestate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of a W3C tracestate header, in order, without the white space between them.
 *
 * @param ot the place of the {@code ot} member, -1 when there is none
 */
record TraceStateHeader(List<String> members, int ot) {
  static final int MAX_MEMBERS = 32;

  private static final int MAX_KEY = 256;
  private static final int MAX_VALUE = 256;

  /** Far above the 512 characters that everybody has to carry. */
  private static final int MAX_LENGTH = 16_384;

  private static final String OT = "ot=";

  /** Null when the header breaks the grammar, has too many members or more than one of ours. */
  static @Nullable TraceStateHeader parse(String header) {
    if (header.length() > MAX_LENGTH) {
      return null;
    }
    List<String> members = new ArrayList<>();
    int ot = -1;
    for (int start = 0; start <= header.length(); ) {
      int comma = header.indexOf(',', start);
      int end = comma < 0 ? header.length() : comma;
      String member = trim(header, start, end);
      start = end + 1;
      if (member.isEmpty()) {
        continue;
      }
      if (!isMember(member) || members.size() == MAX_MEMBERS) {
        return null;
      }
      if (member.startsWith(OT)) {
        if (ot >= 0) {
          return null;
        }
        ot = members.size();
      }
      members.add(member);
    }
    return new TraceStateHeader(members, ot);
  }

  /** The value of the {@code ot} member, "" when there is none. */
  String otValue() {
    return ot < 0 ? "" : members.get(ot).substring(OT.length());
  }

  /** The header with another {@code ot} member, in front; null when there is no room for it. */
  @Nullable String withOtValue(String value) {
    if (value.length() > MAX_VALUE || (ot < 0 && members.size() == MAX_MEMBERS)) {
      return null;
    }
    StringBuilder header = new StringBuilder(OT).append(value);
    for (int i = 0; i < members.size(); i++) {
      if (i != ot) {
        header.append(',').append(members.get(i));
      }
    }
    return header.toString();
  }

  private static String trim(String header, int start, int end) {
    int from = start;
    int to = end;
    while (from < to && isSpace(header.charAt(from))) {
      from++;
    }
    while (from < to && isSpace(header.charAt(to - 1))) {
      to--;
    }
    return header.substring(from, to);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isMember(String member) {
    int equals = member.indexOf('=');
    int valueLength = member.length() - equals - 1;
    if (equals < 1 || equals > MAX_KEY || valueLength < 1 || valueLength > MAX_VALUE) {
      return false;
    }
    if (!isLowerOrDigit(member.charAt(0))) {
      return false;
    }
    for (int i = 1; i < equals; i++) {
      if (!isLowerOrDigit(member.charAt(i)) && "_-*/@".indexOf(member.charAt(i)) < 0) {
        return false;
      }
    }
    for (int i = equals + 1; i < member.length(); i++) {
      char c = member.charAt(i);
      if (c < ' ' || c > '~' || c == '=') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLowerOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}
