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
import io.traceweir.app.outcome.Upgrade;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.quickstart.check.Received;
import io.traceweir.quickstart.live.LiveView;
import io.traceweir.rules.Rule;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads what the pipeline has committed: decisions, metrics, and what was kept. */
final class Outputs implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Decisions decisions;
  private final LiveView live;
  private final Optional<Received> received;
  private final Series spanMetrics = new Series();
  private final Series serviceGraph = new Series();
  private final OutcomeReader reader;
  private final KeptOutputs kept;
  private final Sink sink = new Sink();

  /**
   * @param received when everything that comes out is checked
   */
  Outputs(PipelineSettings pipeline, LiveView live, Optional<Received> received) {
    this.live = live;
    this.received = received;
    this.decisions =
        new Decisions(pipeline.sampling().rules().rules().stream().map(Rule::name).toList());
    String bootstrapServers = pipeline.kafka().bootstrapServers();
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.reader = new OutcomeReader(consumer, OutcomeTopics.of(pipeline), PATIENCE);
    reader.fromBeginning();
    var topics = new KeptOutputs.Topics(pipeline.output().spans(), pipeline.output().logs());
    this.kept = new KeptOutputs(bootstrapServers, topics, live, received);
  }

  void poll(Duration wait) throws QuickstartException {
    reader.poll(wait, sink);
    if (sink.unreadable != null) {
      throw sink.unreadable;
    }
    kept.poll();
  }

  /** Reads all that was committed so far, or says that it does not come. */
  void drain() throws QuickstartException {
    long startNanos = System.nanoTime();
    while (reader.lag() > 0) {
      if (System.nanoTime() - startNanos > PATIENCE.toNanos()) {
        throw new QuickstartException(
            "decisions and metrics cannot be read to their end within "
                + PATIENCE.toSeconds()
                + " s",
            null);
      }
      poll(POLL);
    }
    kept.drain();
  }

  private final class Sink implements OutcomeSink {
    private @Nullable QuickstartException unreadable;

    @Override
    public void decisions(ExportLogsServiceRequest request, long writtenMillis) {
      Decision.readAll(request, this::decided);
      received.ifPresent(r -> Upgrade.readAll(request, r::upgraded));
    }

    private void decided(Decision decision) {
      decisions.add(decision);
      live.decided(decision);
      received.ifPresent(r -> r.decided(decision));
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
    kept.close();
    reader.close();
  }
}
