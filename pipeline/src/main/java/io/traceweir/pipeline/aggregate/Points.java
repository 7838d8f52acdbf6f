// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.aggregate;

import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.series.MetricsWriter;
import io.traceweir.series.SeriesFamily;
import io.traceweir.series.SeriesKey;
import io.traceweir.series.SeriesValue;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Points on their way to the topic of their family. Times are milliseconds since the epoch. */
final class Points {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Map<SeriesFamily, MetricsWriter> writers = new EnumMap<>(SeriesFamily.class);

  Points(PipelineSettings.Metrics settings) {
    for (SeriesFamily family : SeriesFamily.values()) {
      writers.put(family, new MetricsWriter(settings.series(), settings.cumulative()));
    }
  }

  void add(SeriesKey key, SeriesValue value, long startMillis, long timeMillis) {
    MetricsWriter writer = writers.get(key.family());
    if (writer == null) {
      throw new IllegalStateException("no writer for " + key.family());
    }
    writer.point(key, value, startMillis * NANOS_PER_MILLI, timeMillis * NANOS_PER_MILLI);
  }

  void finish(int maxBytes, BiConsumer<SeriesFamily, byte[]> out) {
    writers.forEach(
        (family, writer) -> writer.finish(maxBytes, request -> out.accept(family, request)));
  }
}
