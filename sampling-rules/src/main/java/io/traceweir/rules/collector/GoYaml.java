// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.collector;

import io.traceweir.yaml.Problems;
import io.traceweir.yaml.YamlList;
import io.traceweir.yaml.YamlNode;
import io.traceweir.yaml.YamlScalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values with the types that a Collector sees in them: numbers may have underscores, a leading 0
 * makes them octal, only {@code true} and {@code false} are neither text nor number, and nothing is
 * taken for another type, save that a fraction is cut off where a whole number is wanted.
 */
public final class GoYaml {
  private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
  private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?");
  private static final int LONGEST_NUMBER = 400;

  private final Problems problems;

  public GoYaml(Problems problems) {
    this.problems = problems;
  }

  /** Nothing, as a key without a value has it. */
  public static boolean isNothing(YamlNode node) {
    return node instanceof YamlScalar scalar && scalar.isPlain() && NOTHING.contains(scalar.text());
  }

  /** Wraps where it does not fit 64 bits, as it does there. */
  public long whole(@Nullable YamlNode node, long fallback) {
    BigDecimal number = number(node, "a whole number");
    return number == null ? fallback : number.toBigInteger().longValue();
  }

  public double fraction(@Nullable YamlNode node, double fallback) {
    BigDecimal number = number(node, "a number");
    return number == null ? fallback : number.doubleValue();
  }

  private @Nullable BigDecimal number(@Nullable YamlNode node, String what) {
    if (node == null || isNothing(node)) {
      return null;
    }
    BigDecimal number =
        node instanceof YamlScalar scalar && scalar.isPlain() ? parsed(scalar.text()) : null;
    if (number == null) {
      problems.add(node, "expected " + what + ", found " + node.describe());
    }
    return number;
  }

  private static @Nullable BigDecimal parsed(String text) {
    String plain = text.replace("_", "");
    if (plain.isEmpty() || plain.length() > LONGEST_NUMBER || text.startsWith("_")) {
      return null;
    }
    boolean signed = plain.charAt(0) == '-' || plain.charAt(0) == '+';
    String digits = signed ? plain.substring(1) : plain;
    BigInteger whole = whole(digits);
    if (whole != null) {
      return new BigDecimal(plain.charAt(0) == '-' ? whole.negate() : whole);
    }
    return DECIMAL.matcher(plain).matches() ? new BigDecimal(plain) : null;
  }

  private static @Nullable BigInteger whole(String digits) {
    if (digits.matches("0[xX][0-9a-fA-F]+")) {
      return new BigInteger(digits.substring(2), 16);
    }
    if (digits.matches("0[bB][01]+")) {
      return new BigInteger(digits.substring(2), 2);
    }
    if (digits.matches("0[oO]?[0-7]+")) {
      return new BigInteger(digits.replaceFirst("0[oO]?", ""), 8);
    }
    return digits.matches("[0-9]+") ? new BigInteger(digits) : null;
  }

  public boolean flag(@Nullable YamlNode node, boolean fallback) {
    if (node == null || isNothing(node)) {
      return fallback;
    }
    boolean plain = node instanceof YamlScalar scalar && scalar.isPlain();
    String text = node instanceof YamlScalar scalar ? scalar.text() : "";
    if (!plain || !(TRUE.contains(text) || FALSE.contains(text))) {
      problems.add(node, "expected true or false, found " + node.describe());
      return fallback;
    }
    return TRUE.contains(text);
  }

  public String text(@Nullable YamlNode node, String fallback) {
    if (node == null || isNothing(node)) {
      return fallback;
    }
    if (node instanceof YamlScalar scalar && isText(scalar)) {
      return scalar.text();
    }
    String hint = node instanceof YamlScalar ? "; put it in quotes" : "";
    problems.add(node, "expected a string, found " + node.describe() + hint);
    return fallback;
  }

  private static boolean isText(YamlScalar scalar) {
    String text = scalar.text();
    return !scalar.isPlain()
        || (!TRUE.contains(text) && !FALSE.contains(text) && parsed(text) == null);
  }

  /** A single value is a list of one. */
  public List<String> texts(@Nullable YamlNode node) {
    List<String> texts = new ArrayList<>();
    for (YamlNode item : items(node)) {
      texts.add(text(item, ""));
    }
    return texts;
  }

  public static List<YamlNode> items(@Nullable YamlNode node) {
    if (node == null || isNothing(node)) {
      return List.of();
    }
    return node instanceof YamlList list ? list.items() : List.of(node);
  }
}
