// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import io.traceweir.yaml.YamlNode;

/** One test: a trace, and what should become of it. */
public final class TestCase {
  private final String name;
  private final YamlNode at;
  private final TestedTrace trace;
  private final Expectation expectation;

  TestCase(String name, YamlNode at, TestedTrace trace, Expectation expectation) {
    this.name = name;
    this.at = at;
    this.trace = trace;
    this.expectation = expectation;
  }

  public String name() {
    return name;
  }

  /** Where its name stands, from 1. */
  public int line() {
    return at.position().line();
  }

  public int column() {
    return at.position().column();
  }

  TestedTrace trace() {
    return trace;
  }

  Expectation expectation() {
    return expectation;
  }
}
