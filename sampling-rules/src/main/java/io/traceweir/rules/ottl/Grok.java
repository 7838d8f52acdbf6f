// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Grok patterns, {@code %{NUMBER:bytes}}, written out as regular expressions. */
final class Grok {
  private static final Pattern USE = Pattern.compile("%\\{([A-Z0-9_]+)(?::([A-Za-z0-9_.]+))?}");
  private static final int MAX_DEPTH = 10;
  private static final Map<String, String> PATTERNS = new HashMap<>();

  static {
    PATTERNS.put("WORD", "\\b\\w+\\b");
    PATTERNS.put("NOTSPACE", "\\S+");
    PATTERNS.put("SPACE", "\\s*");
    PATTERNS.put("DATA", ".*?");
    PATTERNS.put("GREEDYDATA", ".*");
    PATTERNS.put("INT", "[+-]?[0-9]+");
    PATTERNS.put("POSINT", "\\b[1-9][0-9]*\\b");
    PATTERNS.put("NONNEGINT", "\\b[0-9]+\\b");
    PATTERNS.put("NUMBER", "[+-]?(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)");
    PATTERNS.put("BASE16NUM", "(?:0[xX])?[0-9a-fA-F]+");
    PATTERNS.put("USERNAME", "[a-zA-Z0-9._-]+");
    PATTERNS.put("USER", "%{USERNAME}");
    PATTERNS.put("UUID", "[A-Fa-f0-9]{8}-(?:[A-Fa-f0-9]{4}-){3}[A-Fa-f0-9]{12}");
    PATTERNS.put("IPV4", "(?:[0-9]{1,3}\\.){3}[0-9]{1,3}");
    PATTERNS.put("IPV6", "[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]+");
    PATTERNS.put("IP", "(?:%{IPV6}|%{IPV4})");
    PATTERNS.put(
        "HOSTNAME",
        "\\b(?:[0-9A-Za-z][0-9A-Za-z-]{0,62})(?:\\.(?:[0-9A-Za-z][0-9A-Za-z-]{0,62}))*\\.?");
    PATTERNS.put("IPORHOST", "(?:%{IP}|%{HOSTNAME})");
    PATTERNS.put("HOSTPORT", "%{IPORHOST}:%{POSINT}");
    PATTERNS.put("PATH", "(?:/[^\\s?*]*)+");
    PATTERNS.put("URIPROTO", "[A-Za-z](?:[A-Za-z0-9+\\-.]+)+");
    PATTERNS.put("URIHOST", "%{IPORHOST}(?::%{POSINT})?");
    PATTERNS.put("URIPATH", "(?:/[A-Za-z0-9$.+!*'(){},~:;=@#%&_\\-]*)+");
    PATTERNS.put("URIPARAM", "\\?[A-Za-z0-9$.+!*'|(){},~@#%&/=:;_?\\-\\[\\]<>]*");
    PATTERNS.put("QUOTEDSTRING", "\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'");
    PATTERNS.put(
        "LOGLEVEL", "(?i:trace|debug|info|notice|warn(?:ing)?|err(?:or)?|crit(?:ical)?|fatal)");
    PATTERNS.put("YEAR", "(?:[0-9]{2}){1,2}");
    PATTERNS.put("MONTHNUM", "(?:0?[1-9]|1[0-2])");
    PATTERNS.put("MONTHDAY", "(?:0[1-9]|[12][0-9]|3[01]|[1-9])");
    PATTERNS.put("HOUR", "(?:2[0123]|[01]?[0-9])");
    PATTERNS.put("MINUTE", "[0-5][0-9]");
    PATTERNS.put("SECOND", "(?:[0-5]?[0-9]|60)(?:[:.,][0-9]+)?");
    PATTERNS.put("ISO8601_TIMEZONE", "(?:Z|[+-]%{HOUR}(?::?%{MINUTE}))");
    PATTERNS.put(
        "TIMESTAMP_ISO8601",
        "%{YEAR}-%{MONTHNUM}-%{MONTHDAY}[T ]%{HOUR}:?%{MINUTE}(?::?%{SECOND})?"
            + "%{ISO8601_TIMEZONE}?");
  }

  private Grok() {}

  static String expanded(String pattern) {
    return expanded(pattern, 0);
  }

  private static String expanded(String pattern, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("the grok patterns go in a circle");
    }
    Matcher use = USE.matcher(pattern);
    StringBuilder text = new StringBuilder();
    int from = 0;
    while (use.find()) {
      String meant = PATTERNS.get(use.group(1));
      if (meant == null) {
        throw new IllegalArgumentException("unknown grok pattern `" + use.group(1) + "`");
      }
      String inner = expanded(meant, depth + 1);
      String name = use.group(2);
      text.append(pattern, from, use.start())
          .append(name == null ? "(?:" : "(?P<" + name.replace('.', '_') + ">")
          .append(inner)
          .append(')');
      from = use.end();
    }
    return text.append(pattern, from, pattern.length()).toString();
  }
}
