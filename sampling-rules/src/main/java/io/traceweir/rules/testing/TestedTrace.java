// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import io.traceweir.rules.notation.Requests;
import io.traceweir.rules.notation.WrittenTrace;
import io.traceweir.trace.TraceId;
import java.util.Optional;

/** The trace of a test. */
public interface TestedTrace {
  /** Its id; without one it stands for all traces that are like it. */
  Optional<TraceId> id();

  /** Is there something that comes after the decision? */
  boolean hasLate();

  /** What is there when it is decided, under this id. */
  Requests inTime(TraceId id);

  /** What comes after that. */
  Requests late(TraceId id);

  /** One that was written by hand. */
  static TestedTrace of(WrittenTrace written) {
    return new TestedTrace() {
      @Override
      public Optional<TraceId> id() {
        return written.id();
      }

      @Override
      public boolean hasLate() {
        return written.hasLate();
      }

      @Override
      public Requests inTime(TraceId id) {
        return written.inTime(id);
      }

      @Override
      public Requests late(TraceId id) {
        return written.late(id);
      }
    };
  }
}
