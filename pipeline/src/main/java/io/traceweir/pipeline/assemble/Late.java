// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.trace.Trace;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What came late and made it worth to look at a dropped trace again: the worst of it. */
enum Late {
  ERROR(0),
  ROOT(1),
  LOG(2),
  SPAN(3);

  private static final Late[] BY_CODE = {ERROR, ROOT, LOG, SPAN};

  private final int code;

  Late(int code) {
    this.code = code;
  }

  /** Its number in a stored block. */
  int code() {
    return code;
  }

  /** Null when no such number was ever stored. */
  static @Nullable Late of(int code) {
    return code < 0 || code >= BY_CODE.length ? null : BY_CODE[code];
  }

  static Late of(Trace part) {
    if (part.errorCount() > 0) {
      return ERROR;
    }
    if (part.hasRoot()) {
      return ROOT;
    }
    return part.logCount() > 0 ? LOG : SPAN;
  }

  /** The word that the event carries as its trigger. */
  String word() {
    return "late_" + name().toLowerCase(Locale.ROOT);
  }
}
