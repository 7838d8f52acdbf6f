// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceweir.app.config.Configuration;
import io.traceweir.app.outcome.DecisionFeed;
import io.traceweir.app.outcome.Decisions;
import io.traceweir.app.outcome.Summary;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.Pipeline;
import io.traceweir.pipeline.PipelineException;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.quickstart.Settlement.Ending;
import io.traceweir.quickstart.traffic.RecordedTraffic;
import io.traceweir.quickstart.traffic.Request;
import io.traceweir.quickstart.traffic.ShopTraffic;
import io.traceweir.quickstart.traffic.Traffic;
import io.traceweir.quickstart.traffic.UnreadableTrafficException;
import io.traceweir.rules.Rule;
import io.traceweir.testkit.EmbeddedKafka;
import io.traceweir.testkit.TemporaryDirectory;
import io.traceweir.yaml.ProblemsException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Broker, pipeline and traffic in this process, from the first request to the last decision. */
final class Quickstart {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PARTITIONS = 2;
  private static final Map<String, String> FOREVER = Map.of("retention.ms", "-1");

  /** How it ended, and with what. */
  record Result(Ending ending, Summary summary) {}

  private final QuickstartSettings settings;
  private final Clock clock;
  private final boolean terminal;
  private final Consumer<String> out;
  private final BooleanSupplier interrupted;

  Quickstart(
      QuickstartSettings settings,
      Clock clock,
      boolean terminal,
      Consumer<String> out,
      BooleanSupplier interrupted) {
    this.settings = settings;
    this.clock = clock;
    this.terminal = terminal;
    this.out = out;
    this.interrupted = interrupted;
  }

  Result run() throws QuickstartException, ProblemsException {
    if (settings.rules() != null) {
      Example.check(settings.rules());
    }
    List<Request> recorded = settings.isReplay() ? recorded() : List.of();
    try (TemporaryDirectory dir = TemporaryDirectory.create("traceweir-quickstart-")) {
      out.accept("starting Kafka ...");
      try (EmbeddedKafka kafka = startKafka(dir.path().resolve("kafka"))) {
        Path rules = Example.rules(settings.rules(), dir.path());
        Example example =
            Example.of(settings.isReplay(), kafka.bootstrapServers(), dir.path(), rules);
        PipelineSettings pipeline =
            Configuration.load(example.write(dir.path()), Map.of()).pipeline();
        out.accept("running with this configuration, made for a quick look:\n\n" + example.text());
        createInputs(kafka, pipeline);
        return run(example, pipeline, recorded);
      }
    }
  }

  /** Before anything is started: files with mistakes are refused at once. */
  private List<Request> recorded() throws QuickstartException {
    int files = settings.input().size();
    out.accept("reading " + files + (files == 1 ? " file ..." : " files ..."));
    try {
      return RecordedTraffic.read(settings.input(), Runtime.getRuntime().maxMemory() / 3);
    } catch (UnreadableTrafficException e) {
      throw new QuickstartException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The broker logs errors that its clients know how to live with; nobody here mends brokers. */
  private static void hush() {
    if (LoggerFactory.getLogger("kafka") instanceof Logger broker) {
      broker.setLevel(Level.OFF);
    }
  }

  private EmbeddedKafka startKafka(Path dir) throws QuickstartException {
    hush();
    try {
      return EmbeddedKafka.start(dir, settings.port(), new Properties());
    } catch (UncheckedIOException e) {
      throw new QuickstartException("Kafka does not start: " + e.getMessage(), e);
    }
  }

  private static void createInputs(EmbeddedKafka kafka, PipelineSettings pipeline) {
    pipeline.inputTopics().forEach(topic -> kafka.createTopic(topic, PARTITIONS, FOREVER));
  }

  private Result run(Example example, PipelineSettings pipeline, List<Request> recorded)
      throws QuickstartException {
    DecisionFeed feed = new DecisionFeed(terminal, System.nanoTime(), out);
    long startNanos = System.nanoTime();
    try (Pipeline running = Pipeline.start(pipeline, new SimpleMeterRegistry(), PATIENCE);
        Inputs inputs = inputs(pipeline);
        Outputs outputs = outputs(pipeline, feed)) {
      Traffic traffic = traffic(recorded);
      Duration progress = Duration.ofSeconds(settings.isReplay() ? 1 : 10);
      Session session = new Session(traffic, inputs, outputs, feed, clock);
      Ending ending =
          session.run(
              new Settlement(example.metricsInterval(), example.longestWait()),
              new Progress(progress, System.nanoTime(), out),
              () -> shouldStop(running));
      Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
      return new Result(
          ending,
          Summary.of(
              elapsed,
              inputs.sent(),
              outputs.decisions(),
              outputs.spanMetrics(),
              outputs.serviceGraph()));
    } catch (PipelineException e) {
      throw new QuickstartException(String.valueOf(e.getMessage()), e);
    }
  }

  private boolean shouldStop(Pipeline running) throws QuickstartException {
    Throwable failure = running.failure();
    if (failure != null) {
      throw new QuickstartException("the pipeline stopped: " + failure.getMessage(), failure);
    }
    return interrupted.getAsBoolean();
  }

  private Traffic traffic(List<Request> recorded) {
    if (settings.isReplay()) {
      return Traffic.replay(recorded);
    }
    Duration now = Duration.ofMillis(clock.millis());
    return Traffic.live(
        new ShopTraffic(settings.seed(), settings.tracesPerSecond(), settings.duration(), now));
  }

  private Inputs inputs(PipelineSettings pipeline) {
    Map<Signal, String> topics =
        Map.of(
            Signal.SPANS, pipeline.input().spans().get(0),
            Signal.LOGS, pipeline.input().logs().get(0));
    return new Inputs(pipeline.kafka().bootstrapServers(), topics, PARTITIONS, clock);
  }

  private static Outputs outputs(PipelineSettings pipeline, DecisionFeed feed) {
    List<String> rules = pipeline.sampling().rules().rules().stream().map(Rule::name).toList();
    Outputs.Topics topics =
        new Outputs.Topics(
            pipeline.output().decisions(),
            pipeline.metrics().spanMetricsTopic(),
            pipeline.metrics().serviceGraphTopic());
    return new Outputs(
        pipeline.kafka().bootstrapServers(), topics, new Decisions(rules), feed::add);
  }
}
