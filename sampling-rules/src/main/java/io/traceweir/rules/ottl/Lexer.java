// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import io.traceweir.rules.ottl.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a condition into tokens as OTTL does: a sign directly before a digit belongs to it. */
final class Lexer {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<BYTES>0x[a-fA-F0-9]+)|(?<FLOAT>[-+]?[0-9]*\\.[0-9]+(?:[eE][-+]?[0-9]+)?)"
              + "|(?<INT>[-+]?[0-9]+)|(?<STRING>\"(?:\\\\.|[^\\\\\"])*+\")"
              + "|(?<WORD>[A-Za-z][A-Za-z0-9_]*)|(?<COMPARISON>==|!=|>=|<=|>|<)|(?<ADD>[-+])"
              + "|(?<MULTIPLY>[/*])|(?<EQUAL>=)|(?<PUNCTUATION>[,.\\[\\](){}:])|(?<SPACE>\\s+)",
          Pattern.DOTALL);
  private static final Kind[] KINDS = {
    Kind.BYTES,
    Kind.FLOAT,
    Kind.INT,
    Kind.COMPARISON,
    Kind.ADD,
    Kind.MULTIPLY,
    Kind.EQUAL,
    Kind.PUNCTUATION
  };

  private Lexer() {}

  static List<Token> tokens(String source) throws OttlException {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(source);
    int at = 0;
    while (at < source.length()) {
      if (!matcher.region(at, source.length()).lookingAt()) {
        throw new OttlException(at, unknown(source, at));
      }
      if (matcher.group("SPACE") == null) {
        tokens.add(token(matcher, at));
      }
      at = matcher.end();
    }
    tokens.add(new Token(Kind.END, at, at, ""));
    return tokens;
  }

  private static Token token(Matcher matcher, int at) throws OttlException {
    String text = matcher.group();
    if (matcher.group("STRING") != null) {
      return new Token(Kind.STRING, at, matcher.end(), Strings.unquoted(text, at));
    }
    if (matcher.group("WORD") != null) {
      return new Token(word(text, at), at, matcher.end(), text);
    }
    for (Kind kind : KINDS) {
      if (matcher.group(kind.name()) != null) {
        return new Token(kind, at, matcher.end(), text);
      }
    }
    throw new IllegalStateException("a token of no kind");
  }

  private static Kind word(String text, int at) throws OttlException {
    if (text.chars().noneMatch(c -> c >= 'A' && c <= 'Z')) {
      return Kind.LOWER;
    }
    if (!Character.isUpperCase(text.charAt(0))) {
      throw new OttlException(at, "a path is written in small letters, found `" + text + "`");
    }
    return text.chars().noneMatch(c -> c >= 'a' && c <= 'z') ? Kind.UPPER : Kind.MIXED;
  }

  private static String unknown(String source, int at) {
    String rest = source.substring(at);
    if (rest.startsWith("&&")) {
      return "conditions are joined with `and`, not with `&&`";
    }
    if (rest.startsWith("||")) {
      return "conditions are joined with `or`, not with `||`";
    }
    if (rest.startsWith("'")) {
      return "strings are written in double quotes";
    }
    if (rest.startsWith("\"")) {
      return "this string has no closing quote";
    }
    return rest.startsWith("!")
        ? "a condition is negated with `not`, not with `!`"
        : "`" + rest.substring(0, rest.offsetByCodePoints(0, 1)) + "` has no meaning here";
  }
}
