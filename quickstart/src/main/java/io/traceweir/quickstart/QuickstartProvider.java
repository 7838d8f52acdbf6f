// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import io.traceweir.app.CommandProvider;

/** Brings {@code quickstart} into {@code traceweir}; found by ServiceLoader. */
public final class QuickstartProvider implements CommandProvider {
  @Override
  public Object command() {
    return new QuickstartCommand();
  }
}
