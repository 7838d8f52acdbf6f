// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.proposal;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A condition that is being put together.
 *
 * @param text as it stands in a rule
 * @param form which says where it needs parentheses
 */
record Test(String text, Form form) {
  static final Test ALWAYS = new Test("true", Form.FIXED);
  static final Test NEVER = new Test("false", Form.FIXED);

  enum Form {
    FIXED,
    SIMPLE,
    AND,
    OR
  }

  static Test of(String text) {
    return new Test(text, Form.SIMPLE);
  }

  static Test allOf(List<Test> parts) {
    return joined(parts, NEVER, ALWAYS, Form.AND, " and ");
  }

  static Test anyOf(List<Test> parts) {
    return joined(parts, ALWAYS, NEVER, Form.OR, " or ");
  }

  private static Test joined(List<Test> parts, Test strong, Test weak, Form form, String word) {
    if (parts.contains(strong)) {
      return strong;
    }
    List<Test> left = parts.stream().filter(part -> !part.equals(weak)).toList();
    if (left.isEmpty()) {
      return weak;
    }
    return left.size() == 1
        ? left.get(0)
        : new Test(
            left.stream().map(part -> part.inside(form)).collect(Collectors.joining(word)), form);
  }

  Test negated() {
    if (form == Form.FIXED) {
      return equals(ALWAYS) ? NEVER : ALWAYS;
    }
    return of("not (" + text + ")");
  }

  private String inside(Form outer) {
    boolean isOther = (form == Form.AND || form == Form.OR) && form != outer;
    return isOther ? "(" + text + ")" : text;
  }

  /** Of any span. */
  Test ofAnySpan() {
    return form == Form.FIXED ? this : of("any span(" + text + ")");
  }
}
