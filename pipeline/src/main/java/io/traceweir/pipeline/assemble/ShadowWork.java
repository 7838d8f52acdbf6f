// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.rules.Ruling;
import io.traceweir.rules.Shadow;
import io.traceweir.rules.Shadows;
import io.traceweir.trace.Trace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is tried beside the rules of a task: a candidate that fails ends no tick. One thread. */
final class ShadowWork {
  private static final Logger LOG = LoggerFactory.getLogger(ShadowWork.class);

  private final Shadows shadows;
  private final PipelineMeters meters;
  private final Set<String> told = new HashSet<>();

  ShadowWork(Shadows shadows, PipelineMeters meters) {
    this.shadows = shadows;
    this.meters = meters;
  }

  /**
   * What would have become of a trace.
   *
   * @param ruling of the rules that decide
   * @param dueMillis the time by which limits count
   */
  List<Shadow> of(Trace trace, Ruling ruling, long dueMillis) {
    return shadows.isEmpty() ? List.of() : shadows.of(trace, ruling, dueMillis, this::failed);
  }

  /** A defect may show with every trace: the log has the first of each candidate. */
  private void failed(String candidate, RuntimeException cause) {
    meters.shadowFailed(candidate);
    if (told.add(candidate)) {
      LOG.atError()
          .setCause(cause)
          .addKeyValue("candidate", candidate)
          .log("a candidate could not decide a trace; the rules that decide go on");
    }
  }
}
