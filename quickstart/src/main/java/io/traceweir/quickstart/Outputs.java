// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.traceweir.app.outcome.Decision;
import io.traceweir.app.outcome.Decisions;
import io.traceweir.app.outcome.OutcomeReader;
import io.traceweir.app.outcome.OutcomeSink;
import io.traceweir.app.outcome.OutcomeTopics;
import io.traceweir.app.outcome.Series;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads what the pipeline has committed: decisions and metrics. */
final class Outputs implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The topics that are read. */
  record Topics(String decisions, String spanMetrics, String serviceGraph) {}

  private final Decisions decisions;
  private final Consumer<Decision> watcher;
  private final Series spanMetrics = new Series();
  private final Series serviceGraph = new Series();
  private final OutcomeReader reader;
  private final Sink sink = new Sink();

  Outputs(String bootstrapServers, Topics topics, Decisions decisions, Consumer<Decision> watcher) {
    this.decisions = decisions;
    this.watcher = watcher;
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.reader =
        new OutcomeReader(
            consumer,
            new OutcomeTopics(topics.decisions, topics.spanMetrics, topics.serviceGraph),
            PATIENCE);
    reader.fromBeginning();
  }

  void poll(Duration wait) throws QuickstartException {
    reader.poll(wait, sink);
    if (sink.unreadable != null) {
      throw sink.unreadable;
    }
  }

  private final class Sink implements OutcomeSink {
    private @Nullable QuickstartException unreadable;

    @Override
    public void decisions(ExportLogsServiceRequest request, long writtenMillis) {
      Decision.readAll(request, this::decided);
    }

    private void decided(Decision decision) {
      decisions.add(decision);
      watcher.accept(decision);
    }

    @Override
    public void spanMetrics(ExportMetricsServiceRequest request) {
      spanMetrics.add(request);
    }

    @Override
    public void serviceGraph(ExportMetricsServiceRequest request) {
      serviceGraph.add(request);
    }

    @Override
    public void unreadable(String topic, Exception cause) {
      unreadable = new QuickstartException("a record of " + topic + " is no OTLP", cause);
    }
  }

  Decisions decisions() {
    return decisions;
  }

  Series spanMetrics() {
    return spanMetrics;
  }

  Series serviceGraph() {
    return serviceGraph;
  }

  @Override
  public void close() {
    reader.close();
  }
}
