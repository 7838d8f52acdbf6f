// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Standard output takes any sign, whatever the locale is. */
final class AnySign implements BeforeEachCallback, AfterEachCallback {
  static final String CHARSET = "stdout.encoding";

  private @Nullable String before;

  @Override
  public void beforeEach(ExtensionContext context) {
    before = System.setProperty(CHARSET, "UTF-8");
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (before == null) {
      System.clearProperty(CHARSET);
    } else {
      System.setProperty(CHARSET, before);
    }
  }
}
