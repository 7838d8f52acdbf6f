// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import java.util.List;

/** One thing that is looked at; judges by what was seen, and asks nobody. */
interface Check {
  /** {@code group.name}; stays the same for ever, as programs know it. */
  String id();

  /** At least one finding. */
  List<Finding> look(Case it);
}
