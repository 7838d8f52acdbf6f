// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.process;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.app.config.Configuration;
import io.traceweir.pipeline.Pipeline;
import io.traceweir.pipeline.PipelineException;
import io.traceweir.yaml.ProblemsException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline in a process of its own, so that what it takes is told apart from the broker.
 * Argument: a configuration file. Orders: {@code drain traces=…} starts it and waits until so many
 * traces are decided; {@code close}.
 */
public final class PipelineProcess {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Configuration configuration;
  private final HeapPeak heap = HeapPeak.watch();
  private @Nullable Pipeline pipeline;

  private PipelineProcess(Configuration configuration) {
    this.configuration = configuration;
  }

  public static void main(String[] args) throws InterruptedException, ProblemsException {
    var process = new PipelineProcess(Configuration.load(Path.of(args[0]), System.getenv()));
    Runtime.getRuntime().addShutdownHook(new Thread(process::close, "close"));
    Answer ready =
        Answer.of("java", Runtime.version())
            .and("processors", Runtime.getRuntime().availableProcessors())
            .and("max_heap_bytes", Runtime.getRuntime().maxMemory());
    Orders.obey(ready, process::obey);
  }

  private Answer obey(String order, Answer details, Orders orders)
      throws PipelineException, InterruptedException {
    if (order.equals("drain")) {
      return drain(details.whole("traces"), orders);
    }
    close();
    return Usage.answer();
  }

  private Answer drain(long traces, Orders orders) throws PipelineException, InterruptedException {
    heap.forget();
    var registry = new SimpleMeterRegistry();
    Pipeline running = Pipeline.start(configuration.pipeline(), registry, PATIENCE);
    pipeline = running;
    var drain = new Drain(running, registry, orders);
    drain.awaitFirst();
    long collectionMillis = HeapPeak.collectionMillis();
    var times = new ThreadTimes();
    long begin = System.nanoTime();
    drain.await(traces);
    return times
        .since()
        .and("nanos", System.nanoTime() - begin)
        .and("collection_millis", HeapPeak.collectionMillis() - collectionMillis)
        .and("peak_heap_bytes", heap.bytes())
        .and("peak_resident_bytes", Usage.peakResidentBytes());
  }

  private void close() {
    Pipeline running = pipeline;
    pipeline = null;
    if (running != null) {
      running.close();
    }
  }
}
