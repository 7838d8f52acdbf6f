// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.Pipeline;
import io.traceweir.pipeline.PipelineException;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.quickstart.live.WorkerRow;
import java.time.Duration;
import java.util.List;

/** A pipeline in this process. */
final class OwnPipeline implements Engine {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Pipeline pipeline;

  private OwnPipeline(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  static OwnPipeline start(PipelineSettings settings) throws QuickstartException {
    try {
      return new OwnPipeline(Pipeline.start(settings, new SimpleMeterRegistry(), PATIENCE));
    } catch (PipelineException e) {
      throw new QuickstartException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void begin(long nowNanos) {
    // it works already
  }

  @Override
  public void look(long decided, boolean trafficRuns, long nowNanos) throws QuickstartException {
    Throwable failure = pipeline.failure();
    if (failure != null) {
      throw new QuickstartException("the pipeline stopped: " + failure.getMessage(), failure);
    }
  }

  @Override
  public boolean isCalm() {
    return true;
  }

  @Override
  public List<WorkerRow> workers() {
    return List.of();
  }

  @Override
  public void finish() {
    // nothing disturbs it: what has come to rest stays at rest
  }

  @Override
  public boolean isLive() {
    return pipeline.isLive();
  }

  @Override
  public boolean isReady() {
    return pipeline.isReady();
  }

  @Override
  public boolean isStarted() {
    return pipeline.isReady();
  }

  @Override
  public String state() {
    return pipeline.state();
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
