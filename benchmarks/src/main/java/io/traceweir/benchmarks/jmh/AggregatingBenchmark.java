// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.jmh;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.pipeline.PipelineMeters;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.aggregate.AggregateProcessor;
import io.traceweir.pipeline.aggregate.PartialRecord;
import io.traceweir.pipeline.emit.OutputRecords;
import io.traceweir.pipeline.emit.RequestCutter;
import io.traceweir.series.MetricsSettings;
import io.traceweir.trace.ResourceCache;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A tick of one of 64 assemble partitions says how far it is, while some series wait for their
 * interval to end: what each partials partition gets 256 times a second.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class AggregatingBenchmark {
  private static final int PARTITIONS = 64;
  private static final long INTERVAL_MILLIS = 60_000;
  private static final long START_MILLIS = 1_000_000 * INTERVAL_MILLIS;
  private static final byte[] NO_KEY = {};

  /** Series that got something in the open interval. */
  @Param({"0", "6250", "50000"})
  private int openSeries;

  private final AggregateProcessor stage =
      new AggregateProcessor(
          new PipelineSettings.Metrics(
              "spans", "graph", Duration.ofMillis(INTERVAL_MILLIS), true, MetricsSettings.DEFAULT),
          new AggregateProcessor.Sinks("series", "spans", "graph", "dead", 1 << 20),
          new AggregateProcessor.Parts(
              new OutputRecords(
                  PipelineSettings.Encoding.OTLP_PROTO,
                  1 << 20,
                  new RequestCutter(new ResourceCache())),
              new PipelineMeters(new SimpleMeterRegistry())));
  private int next;

  @Setup
  public void openInterval() {
    var context = new MockProcessorContext<byte[], byte[]>();
    KeyValueStore<Bytes, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("series"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    long interval = Math.floorDiv(START_MILLIS, INTERVAL_MILLIS) ^ Long.MIN_VALUE;
    for (int i = 0; i < openSeries; i++) {
      var key = ByteBuffer.allocate(100).put((byte) 'd').putLong(interval).putInt(80, i * 7919);
      store.put(Bytes.wrap(key.array()), new byte[40]);
    }
    stage.init(context);
  }

  @Benchmark
  public void hearClock() {
    next = (next + 1) % (PARTITIONS * 1000);
    var header =
        new PartialRecord(false, next % PARTITIONS, PARTITIONS, START_MILLIS + next / PARTITIONS);
    stage.process(new Record<>(NO_KEY, header.encode(), START_MILLIS));
  }
}
