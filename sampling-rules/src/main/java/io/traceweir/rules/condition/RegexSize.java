// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Estimates how long an expression is once `{n,m}` is written out. Nested repetitions multiply, and
 * {@code ((a{1000}){1000}){1000}} would fill the memory before anybody could look at it.
 */
final class RegexSize {
  private static final Pattern REPETITION = Pattern.compile("\\{([0-9]{1,6})(?:,([0-9]{0,6}))?}");

  private final String expression;
  private final long limit;
  private final Deque<Long> outer = new ArrayDeque<>();
  private int at;
  private long size;
  private long lastAtom;

  private RegexSize(String expression, long limit) {
    this.expression = expression;
    this.limit = limit;
  }

  /** Anything above the limit only says that it is above. */
  static long estimate(String expression, long limit) {
    RegexSize estimate = new RegexSize(expression, limit);
    while (estimate.at < expression.length() && estimate.size <= limit) {
      estimate.step();
    }
    while (!estimate.outer.isEmpty()) {
      estimate.close();
    }
    return estimate.size;
  }

  private void step() {
    char c = expression.charAt(at);
    switch (c) {
      case '(' -> {
        outer.push(size);
        size = 0;
        at++;
      }
      case ')' -> {
        close();
        at++;
      }
      case '{' -> repetition();
      case '[' -> {
        at = endOfClass();
        atom(1);
      }
      case '\\' -> {
        at += 2;
        atom(1);
      }
      default -> {
        at++;
        atom(1);
      }
    }
  }

  private void close() {
    if (!outer.isEmpty()) {
      long inner = size;
      size = outer.pop();
      atom(inner + 2);
    }
  }

  private void atom(long atomSize) {
    lastAtom = atomSize;
    size = Math.min(size + atomSize, limit + 1);
  }

  /** A brace that is no repetition is a character. */
  private void repetition() {
    Matcher repetition = REPETITION.matcher(expression).region(at, expression.length());
    if (!repetition.lookingAt()) {
      at++;
      atom(1);
      return;
    }
    long most = Long.parseLong(repetition.group(1));
    String upper = repetition.group(2);
    if (upper != null) {
      most = upper.isEmpty() ? most + 1 : Math.max(most, Long.parseLong(upper));
    }
    at = repetition.end();
    size -= lastAtom;
    atom(Math.min(lastAtom * Math.max(1, most), limit + 1));
  }

  /** A bracket directly after the opening one, or after its `^`, is a member. */
  private int endOfClass() {
    int i = at + 1;
    i += i < expression.length() && expression.charAt(i) == '^' ? 1 : 0;
    i += i < expression.length() && expression.charAt(i) == ']' ? 1 : 0;
    while (i < expression.length() && expression.charAt(i) != ']') {
      boolean named = expression.startsWith("[:", i);
      int endOfName = named ? expression.indexOf(":]", i + 2) : -1;
      i += expression.charAt(i) == '\\' ? 2 : endOfName > 0 ? endOfName + 2 - i : 1;
    }
    return Math.min(i + 1, expression.length());
  }
}
