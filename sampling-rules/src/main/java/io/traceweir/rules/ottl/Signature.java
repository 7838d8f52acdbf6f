// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import java.util.Arrays;
import java.util.List;

/**
 * How a function is called.
 *
 * @param parameters in order, the optional ones last
 */
record Signature(String name, List<Parameter> parameters, Maker maker) {

  /** What an argument has to be. */
  enum Kind {
    /** Anything that has a value. */
    VALUE,
    /** A string that stands there as such. */
    TEXT,
    /** A whole number that stands there as such. */
    NUMBER,
    /** {@code true} or {@code false} that stands there as such. */
    FLAG,
    /** A list in brackets, or a value that is one. */
    LIST
  }

  record Parameter(String name, Kind kind, boolean optional) {}

  /** Makes a call; refuses arguments that can never do with an IllegalArgumentException. */
  interface Maker {
    Value make(Arguments arguments);
  }

  /**
   * From a short form.
   *
   * @param form as in {@code "Split(target, delimiter:TEXT, limit:NUMBER?)"}
   */
  static Signature of(String form, Maker maker) {
    int open = form.indexOf('(');
    String inner = form.substring(open + 1, form.length() - 1);
    List<Parameter> parameters =
        inner.isEmpty()
            ? List.of()
            : Arrays.stream(inner.split(", ")).map(Signature::parameter).toList();
    return new Signature(form.substring(0, open), parameters, maker);
  }

  private static Parameter parameter(String form) {
    boolean optional = form.endsWith("?");
    String[] parts = form.replace("?", "").split(":", 2);
    Kind kind = parts.length == 1 ? Kind.VALUE : Kind.valueOf(parts[1]);
    return new Parameter(parts[0], kind, optional);
  }

  int required() {
    return (int) parameters.stream().filter(parameter -> !parameter.optional).count();
  }

  /** As a user would write it. */
  String shown() {
    List<String> names =
        parameters.stream().map(p -> p.optional ? "[" + p.name + "]" : p.name).toList();
    return name + "(" + String.join(", ", names) + ")";
  }
}
