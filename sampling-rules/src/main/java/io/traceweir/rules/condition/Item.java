// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.rules.condition.Finding.Example;
import io.traceweir.trace.LogRecord;
import io.traceweir.trace.Trace;
import java.util.HexFormat;
import java.util.List;

/** The spans and logs of a trace, one by one, as the explanation of a condition names them. */
final class Item {
  /** Enough to see what they have in common. */
  static final int EXAMPLES = 3;

  private Item() {}

  static boolean areKnown(Subject subject) {
    return subject == Subject.SPAN || subject == Subject.LOG;
  }

  static int count(Trace trace, Subject subject) {
    return subject == Subject.LOG ? trace.logCount() : trace.spanCount();
  }

  static void put(Focus focus, Subject subject, int i) {
    if (subject == Subject.LOG) {
      focus.log = focus.trace.log(i);
    } else {
      focus.span = focus.trace.span(i);
    }
  }

  /** The one in focus. */
  static Example shown(Focus focus, Subject subject, List<Value> values) {
    List<Finding.Reading> readings = Value.read(values, focus);
    if (subject == Subject.LOG) {
      LogRecord log = focus.log;
      String severity = Words.severity(log.severityNumber());
      return new Example(hex(log.spanId()), severity, log.resource().serviceName(), readings);
    }
    return new Example(
        hex(focus.span.id()), focus.span.name(), focus.span.resource().serviceName(), readings);
  }

  private static String hex(long id) {
    return id == 0 ? "" : HexFormat.of().toHexDigits(id);
  }
}
