// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.ruletest;

import io.traceweir.rules.testing.TestCase;
import java.nio.file.Path;

/** Where a test stands, as editors and terminals understand it. */
final class Places {
  private Places() {}

  static String of(Path file, TestCase test) {
    return file + ":" + test.line() + ":" + test.column();
  }
}
