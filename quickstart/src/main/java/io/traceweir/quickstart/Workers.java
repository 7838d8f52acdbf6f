// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.quickstart.chaos.Chaos;
import io.traceweir.quickstart.chaos.Schedule;
import io.traceweir.quickstart.chaos.WorkerFailedException;
import io.traceweir.quickstart.chaos.WorkerFolders;
import io.traceweir.quickstart.chaos.WorkerGroup;
import io.traceweir.quickstart.live.LiveView;
import io.traceweir.quickstart.live.WorkerRow;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Processes that decide, and have a hard time. */
final class Workers implements Engine {
  private final Chaos chaos;
  private final LiveView live;

  private Workers(Chaos chaos, LiveView live) {
    this.chaos = chaos;
    this.live = live;
  }

  /** Starts the first one. */
  static Workers start(
      Schedule faults,
      PipelineSettings pipeline,
      Path config,
      LiveView live,
      BooleanSupplier interrupted)
      throws QuickstartException {
    live.announce(faults.sentence());
    live.announce("starting the first worker, a process of its own ...");
    WorkerFolders folders = new WorkerFolders(config, Example.states(config));
    try {
      Chaos chaos =
          Chaos.start(
              faults,
              folders,
              new WorkerGroup(pipeline),
              pipeline.fragments().partitions(),
              interrupted);
      return new Workers(chaos, live);
    } catch (WorkerFailedException e) {
      throw failed(e);
    }
  }

  private static QuickstartException failed(WorkerFailedException e) {
    return new QuickstartException(String.valueOf(e.getMessage()), e);
  }

  Chaos chaos() {
    return chaos;
  }

  @Override
  public void begin(long nowNanos) {
    chaos.begin(nowNanos);
  }

  @Override
  public void look(long decided, boolean trafficRuns, long nowNanos) throws QuickstartException {
    try {
      chaos.tell(decided, trafficRuns, nowNanos, live::happened);
    } catch (WorkerFailedException e) {
      throw failed(e);
    }
  }

  @Override
  public boolean isCalm() {
    return chaos.isCalm();
  }

  @Override
  public List<WorkerRow> workers() {
    return chaos.workers();
  }

  @Override
  public void finish() throws QuickstartException {
    live.announce("stopping the workers, and reading all that was committed");
    try {
      chaos.stop();
    } catch (WorkerFailedException e) {
      throw failed(e);
    }
  }

  @Override
  public boolean isLive() {
    return true;
  }

  @Override
  public boolean isReady() {
    return chaos.isWorking();
  }

  @Override
  public boolean isStarted() {
    return true;
  }

  @Override
  public String state() {
    return chaos.isWorking() ? "RUNNING" : "RESTARTING";
  }

  @Override
  public void close() {
    chaos.close();
  }
}
