// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tracestate header by the grammar of W3C Trace Context, as strict as a Collector reads it: a
 * key that comes twice breaks it, which Traceweir's own reading bears where the key is not its own.
 */
public final class W3cTraceState {
  private static final int MAX_MEMBERS = 32;
  private static final int MAX_VALUE = 256;
  private static final int MAX_SOUGHT = 255;

  private W3cTraceState() {}

  /** Those that a policy looks for: it leaves out what is empty, and too long beside its key. */
  public static List<String> possible(String key, List<String> values) {
    return values.stream()
        .filter(v -> isKey(key) && !v.isEmpty() && key.length() + v.length() <= MAX_SOUGHT)
        .toList();
  }

  /** "" for a key that is not there, null only for a header that nobody can read. */
  public static @Nullable String value(@Nullable String header, String key) {
    Map<String, String> members = header == null ? Map.of() : parse(header);
    return members == null ? null : members.getOrDefault(key, "");
  }

  /** Null when the header breaks the grammar. */
  private static @Nullable Map<String, String> parse(String header) {
    Map<String, String> members = new HashMap<>();
    for (String member : header.split(",", -1)) {
      if (member.isEmpty()) {
        continue;
      }
      int equals = member.indexOf('=');
      if (equals < 0) {
        return null;
      }
      String key = trimmed(member.substring(0, equals), true);
      String value = trimmed(member.substring(equals + 1), false);
      boolean sound = isKey(key) && isValue(value) && members.size() < MAX_MEMBERS;
      if (!sound || members.put(key, value) != null) {
        return null;
      }
    }
    return members;
  }

  private static String trimmed(String text, boolean left) {
    int from = 0;
    int to = text.length();
    while (left && from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (!left && from < to && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  /** Whether there can be a member of this name. */
  public static boolean isKey(String key) {
    int at = key.indexOf('@');
    if (at < 0) {
      return isKeyPart(key, 256, false);
    }
    return isKeyPart(key.substring(0, at), 241, true)
        && isKeyPart(key.substring(at + 1), 14, false);
  }

  private static boolean isKeyPart(String part, int longest, boolean mayBeginWithDigit) {
    if (part.isEmpty() || part.length() > longest) {
      return false;
    }
    char first = part.charAt(0);
    boolean begins = isLetter(first) || (mayBeginWithDigit && isDigit(first));
    return begins
        && part.chars().allMatch(c -> isLetter(c) || isDigit(c) || "_-*/".indexOf(c) >= 0);
  }

  private static boolean isValue(String value) {
    if (value.isEmpty() || value.length() > MAX_VALUE || value.endsWith(" ")) {
      return false;
    }
    return value.chars().allMatch(c -> c >= ' ' && c <= '~' && c != ',' && c != '=');
  }

  private static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
