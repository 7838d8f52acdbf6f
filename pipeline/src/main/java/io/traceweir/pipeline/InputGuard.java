// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline;

/**
 * Looks at the input at the start of a pipeline, when all topics are there and as they have to be,
 * and before anything is read.
 */
public interface InputGuard {
  /** Lets everything pass. */
  InputGuard NONE = () -> {};

  /**
   * Verifies.
   *
   * @throws PipelineException when nothing should start with this input
   */
  void verify() throws PipelineException;
}
