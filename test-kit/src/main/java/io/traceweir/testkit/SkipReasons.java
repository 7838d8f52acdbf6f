// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.testkit;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Prints why a test was skipped, once per reason; the build's report leaves that out. */
public final class SkipReasons implements TestExecutionListener {
  private final Set<String> printed = ConcurrentHashMap.newKeySet();

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    print(test, reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
      print(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
    }
  }

  private void print(TestIdentifier test, String reason) {
    String oneLine = reason == null ? "no reason given" : reason.strip().replaceAll("\\s+", " ");
    if (printed.add(oneLine)) {
      System.out.println("skipped: " + test.getDisplayName() + ": " + oneLine);
    }
  }
}
