// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.rules.condition.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A condition with the usual spaces between its words, which are the ones its author chose. */
public final class ConditionText {
  private static final Set<String> OPERATORS =
      Set.of("and", "or", "not", "in", "exists", "matches", "contains", "starts_with", "ends_with");
  private static final int DEEPEST = Parser.MAX_DEPTH;

  private final String source;
  private final List<Token> tokens;

  private ConditionText(String source, List<Token> tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  /** A text as it stands in a condition. */
  public static String quoted(String text) {
    return Shown.quoted(text);
  }

  /** In one line. */
  public static String line(String condition) {
    return of(condition).joined(0, Integer.MAX_VALUE);
  }

  /** In several lines, each of which begins with `and` or `or`, save the first. */
  public static List<String> lines(String condition, int width) {
    ConditionText text = of(condition);
    List<String> lines = new ArrayList<>();
    text.split(0, text.tokens.size(), width, true, lines);
    return lines;
  }

  private static ConditionText of(String condition) {
    try {
      List<Token> tokens = Lexer.tokens(condition);
      return new ConditionText(condition, tokens.subList(0, tokens.size() - 1));
    } catch (SyntaxException e) {
      throw new IllegalArgumentException("no condition: " + e.mistake().message(), e);
    }
  }

  private void split(int from, int to, int width, boolean always, List<String> lines) {
    String line = joined(from, to);
    List<Integer> places = always || line.length() > width ? places(from, to) : List.of();
    if (places.isEmpty()) {
      lines.add(line);
      return;
    }
    int start = from;
    for (int place : places) {
      split(start, place, width, false, lines);
      start = place;
    }
    split(start, to, width, false, lines);
  }

  /** Of the words that join the least tightly: outside of parentheses, `or` before `and`. */
  private List<Integer> places(int from, int to) {
    for (int level = 0; level <= DEEPEST; level++) {
      for (String word : List.of("or", "and")) {
        List<Integer> places = places(from, to, level, word);
        if (!places.isEmpty()) {
          return places;
        }
      }
    }
    return List.of();
  }

  private List<Integer> places(int from, int to, int level, String word) {
    List<Integer> places = new ArrayList<>();
    int depth = 0;
    for (int i = from; i < to; i++) {
      Kind kind = tokens.get(i).kind();
      depth += kind == Kind.OPEN || kind == Kind.OPEN_LIST ? 1 : 0;
      depth -= kind == Kind.CLOSE || kind == Kind.CLOSE_LIST ? 1 : 0;
      if (depth == level && i > from && tokens.get(i).isWord(word)) {
        places.add(i);
      }
    }
    return places;
  }

  private String joined(int from, int to) {
    StringBuilder line = new StringBuilder();
    for (int i = from; i < Math.min(to, tokens.size()); i++) {
      if (i > from && isSpaced(i)) {
        line.append(' ');
      }
      line.append(source, tokens.get(i).at(), tokens.get(i).end());
    }
    return line.toString();
  }

  private boolean isSpaced(int i) {
    Token before = tokens.get(i - 1);
    Token token = tokens.get(i);
    return switch (token.kind()) {
      case CLOSE, CLOSE_LIST, COMMA -> false;
      // a call or the name of an attribute hangs on what stands before it, a list after `in` not
      case OPEN, OPEN_LIST -> isSpacedAfter(i - 1) && !hangsOn(before);
      default -> isSpacedAfter(i - 1);
    };
  }

  private static boolean hangsOn(Token before) {
    return switch (before.kind()) {
      case WORD -> !OPERATORS.contains(before.text());
      case CLOSE, CLOSE_LIST -> true;
      default -> false;
    };
  }

  private boolean isSpacedAfter(int i) {
    Token token = tokens.get(i);
    return switch (token.kind()) {
      case OPEN, OPEN_LIST -> false;
      case OPERATOR -> !isSign(i);
      default -> true;
    };
  }

  /** The minus of a number, not one between two. */
  private boolean isSign(int i) {
    if (!tokens.get(i).text().matches("[-+]")) {
      return false;
    }
    Token before = i == 0 ? null : tokens.get(i - 1);
    return before == null
        || switch (before.kind()) {
          case OPEN, OPEN_LIST, COMMA, OPERATOR -> true;
          case WORD -> OPERATORS.contains(before.text());
          default -> false;
        };
  }
}
