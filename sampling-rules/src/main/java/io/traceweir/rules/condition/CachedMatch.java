// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that remembers its verdict on short texts: span names and routes repeat, and
 * matching allocates. One place per hash, the last text wins; at most 256 KiB. One thread.
 *
 * <p>An expression that is a plain text is looked for as one.
 */
final class CachedMatch {
  private static final int PLACES = 512;
  private static final int LONGEST = 256;
  private static final String SIGNS = "\\.+*?()|[]{}^$";

  private final Pattern pattern;
  private final @Nullable String plain;
  private final @Nullable String[] texts = new @Nullable String[PLACES];
  private final boolean[] verdicts = new boolean[PLACES];

  CachedMatch(Pattern pattern) {
    this.pattern = pattern;
    this.plain = isPlain(pattern) ? pattern.pattern() : null;
  }

  /** Whether it means itself, and nothing else. */
  static boolean isPlain(Pattern pattern) {
    return pattern.flags() == 0
        && pattern
            .pattern()
            .chars()
            .noneMatch(c -> SIGNS.indexOf(c) >= 0 || Character.isSurrogate((char) c));
  }

  boolean matches(String text) {
    if (plain != null) {
      return text.contains(plain);
    }
    if (text.length() > LONGEST) {
      return pattern.matcher(text).find();
    }
    int hash = text.hashCode();
    int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
    if (!text.equals(texts[place])) {
      verdicts[place] = pattern.matcher(text).find();
      texts[place] = text;
    }
    return verdicts[place];
  }
}
