// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.process;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.app.config.Configuration;
import io.traceweir.pipeline.Pipeline;
import io.traceweir.pipeline.PipelineException;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.Variation;
import io.traceweir.yaml.ProblemsException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Pipelines in a process of their own, one after the other, so that what they take is told apart
 * from the broker. Orders: {@code start configuration=… variation=…} starts one and waits until it
 * is ready; {@code drain configuration=… variation=… traces=…} starts one and waits until so many
 * traces are decided; {@code hold configuration=… variation=… traces=…} starts one that decides
 * nothing and waits until so many traces wait; {@code heap}; {@code usage}; {@code close}.
 */
public final class PipelineProcess {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_EVERY_MILLIS = 20;

  private final HeapPeak heap = HeapPeak.watch();
  private @Nullable Pipeline pipeline;

  private PipelineProcess() {}

  public static void main(String[] args) throws InterruptedException {
    var process = new PipelineProcess();
    Runtime.getRuntime().addShutdownHook(new Thread(process::close, "close"));
    Answer ready =
        Answer.of("java", Runtime.version())
            .and("processors", Runtime.getRuntime().availableProcessors())
            .and("max_heap_bytes", Runtime.getRuntime().maxMemory());
    Orders.obey(ready, process::obey);
  }

  private Answer obey(String order, Answer details, Orders orders)
      throws PipelineException, ProblemsException, InterruptedException {
    switch (order) {
      case "drain" -> {
        return drain(details, orders);
      }
      case "hold" -> {
        return hold(details, orders);
      }
      case "heap" -> {
        return Answer.of("heap_bytes", UsedHeap.bytes());
      }
      case "start" -> awaitReady(start(details, new SimpleMeterRegistry()));
      case "close" -> close();
      default -> {}
    }
    return Usage.answer();
  }

  private Pipeline start(Answer details, MeterRegistry registry)
      throws PipelineException, ProblemsException {
    Path file = Path.of(details.text("configuration"));
    PipelineSettings settings = Configuration.load(file, System.getenv()).pipeline();
    Variation variation = Variation.valueOf(details.text("variation"));
    Pipeline started = variation.start(settings, registry, PATIENCE);
    pipeline = started;
    return started;
  }

  private static void awaitReady(Pipeline started) throws InterruptedException {
    long begin = System.nanoTime();
    while (!started.isReady()) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "the pipeline is not ready after " + PATIENCE.toSeconds() + " s");
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
  }

  private Answer drain(Answer details, Orders orders)
      throws PipelineException, ProblemsException, InterruptedException {
    heap.forget();
    var registry = new SimpleMeterRegistry();
    var drain = new Drain(start(details, registry), registry, orders);
    drain.awaitFirst();
    long collectionMillis = HeapPeak.collectionMillis();
    var times = new ThreadTimes();
    long begin = System.nanoTime();
    drain.await(details.whole("traces"));
    return times
        .since()
        .and("nanos", System.nanoTime() - begin)
        .and("collection_millis", HeapPeak.collectionMillis() - collectionMillis)
        .and("peak_heap_bytes", heap.bytes())
        .and("peak_resident_bytes", Usage.peakResidentBytes());
  }

  private Answer hold(Answer details, Orders orders)
      throws PipelineException, ProblemsException, InterruptedException {
    var registry = new SimpleMeterRegistry();
    var drain = new Drain(start(details, registry), registry, orders);
    drain.awaitHeld(details.whole("traces"));
    // what was fetched meanwhile is on its way to the collector
    long heapBytes = UsedHeap.bytes();
    return Answer.of("heap_bytes", heapBytes)
        .and("held", (long) drain.held())
        .and("accounted_bytes", (long) drain.sum("traceweir.buffer.bytes"));
  }

  private void close() {
    Pipeline running = pipeline;
    pipeline = null;
    if (running != null) {
      running.close();
    }
  }
}
