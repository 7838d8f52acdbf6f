// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.traceweir.app.config.Configuration;
import io.traceweir.app.http.Api;
import io.traceweir.app.outcome.Summary;
import io.traceweir.app.reload.ReloadLog;
import io.traceweir.app.reload.RulesWatch;
import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.quickstart.Settlement.Ending;
import io.traceweir.quickstart.chaos.WorkerFolders;
import io.traceweir.quickstart.check.Received;
import io.traceweir.quickstart.check.Report;
import io.traceweir.quickstart.live.Addresses;
import io.traceweir.quickstart.live.LiveView;
import io.traceweir.quickstart.live.Plan;
import io.traceweir.quickstart.traffic.RecordedTraffic;
import io.traceweir.quickstart.traffic.Request;
import io.traceweir.quickstart.traffic.Traffic;
import io.traceweir.quickstart.traffic.UnreadableTrafficException;
import io.traceweir.testkit.EmbeddedKafka;
import io.traceweir.testkit.TemporaryDirectory;
import io.traceweir.yaml.ProblemsException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.slf4j.LoggerFactory;

/** Broker, pipeline and traffic in this process, from the first request to the last decision. */
final class Quickstart {
  private static final int PARTITIONS = 2;

  /** A worker's file asks for its name; here it is read for what all of them share. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(WorkerFolders.VARIABLE, "quickstart");

  private static final Map<String, String> FOREVER = Map.of("retention.ms", "-1");

  /**
   * How it ended, and with what.
   *
   * @param report empty when it was interrupted: then nobody knows what should have come out
   * @param survival of faults; empty when there were none
   */
  record Result(
      Ending ending, Summary summary, Optional<Report> report, Optional<Survival> survival) {}

  private final QuickstartSettings settings;
  private final Clock clock;
  private final LiveView live;
  private final BooleanSupplier interrupted;
  private final Drain drain;
  private Configuration.Api api = Configuration.Api.OFF;

  Quickstart(QuickstartSettings settings, Clock clock, LiveView live, BooleanSupplier interrupted) {
    this.settings = settings;
    this.clock = clock;
    this.live = live;
    this.interrupted = interrupted;
    this.drain = new Drain(interrupted);
  }

  /** Serves the page meanwhile. */
  Quickstart serving(Configuration.Api settings) {
    api = settings;
    return this;
  }

  Result run() throws QuickstartException, ProblemsException {
    if (settings.rules() != null) {
      Example.check(settings.rules());
    }
    List<Request> recorded = settings.isReplay() ? recorded() : List.of();
    try (Door door = Door.listen(settings.door(), live::announce);
        TemporaryDirectory dir = TemporaryDirectory.create("traceweir-quickstart-")) {
      live.announce("starting Kafka ...");
      try (EmbeddedKafka kafka = startKafka(dir.path().resolve("kafka"))) {
        Path rules = Example.rules(settings.rules(), dir.path());
        Example example = example(kafka.bootstrapServers(), dir.path(), rules);
        Path config = example.write(dir.path());
        Configuration configuration = Configuration.load(config, ENVIRONMENT);
        PipelineSettings pipeline = configuration.pipeline();
        pipeline.sampling().live().begin(clock.instant());
        live.announce(
            "running with this configuration, made for a quick look:\n\n" + example.text());
        createInputs(kafka, pipeline);
        try (Engine engine = engine(pipeline, config);
            RulesWatch watch =
                RulesWatch.of(
                    configuration, clock, reload -> live.announce(ReloadLog.words(reload)))) {
          watch.start();
          return run(example, pipeline, engine, recorded, door);
        }
      }
    }
  }

  private Example example(String bootstrapServers, Path dir, Path rules) {
    return settings.faults() == null
        ? Example.of(settings.isReplay(), bootstrapServers, dir, rules)
        : Example.ofWorkers(bootstrapServers, dir, rules);
  }

  private Engine engine(PipelineSettings pipeline, Path config) throws QuickstartException {
    return settings.faults() == null
        ? OwnPipeline.start(pipeline)
        : Workers.start(settings.faults(), pipeline, config, live, interrupted);
  }

  /** Before anything is started: files with mistakes are refused at once. */
  private List<Request> recorded() throws QuickstartException {
    int files = settings.input().size();
    live.announce("reading " + files + (files == 1 ? " file ..." : " files ..."));
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

  private Result run(
      Example example, PipelineSettings pipeline, Engine engine, List<Request> recorded, Door door)
      throws QuickstartException {
    Optional<Received> received =
        settings.hasShop() ? Optional.of(new Received()) : Optional.empty();
    long startNanos = System.nanoTime();
    try (Api page = Page.open(api, pipeline, engine, clock);
        Inputs inputs = inputs(pipeline);
        Outputs outputs = new Outputs(pipeline, live, received);
        Door open = door.open(pipeline)) {
      if (page.url() != null) {
        live.announce("watch it at " + page.url());
      }
      // Opened last, when everything else is there: traffic time begins now.
      Optional<ShopRun> shop = received.map(r -> open(r));
      Traffic traffic = shop.map(ShopRun::traffic).orElseGet(() -> withoutShop(recorded));
      long beginNanos = System.nanoTime();
      live.begin(plan(pipeline, traffic, addresses(open, page)), beginNanos);
      engine.begin(beginNanos);
      Ending ending =
          new Session(new Session.Flow(traffic, inputs, outputs), engine, live, clock)
              .run(
                  new Settlement(example.metricsInterval(), example.longestWait()),
                  () -> {
                    shop.ifPresent(s -> s.tell(clock.millis()));
                    if (traffic.isOver()) {
                      open.shut();
                    }
                    open.countInto(inputs.sent());
                    return shouldStop();
                  });
      open.sayWhatCame();
      if (ending != Ending.INTERRUPTED) {
        engine.finish();
        outputs.drain();
      }
      Summary summary = summary(startNanos, inputs, outputs);
      Optional<Report> report = report(ending, summary, shop, open.wasUsed());
      return new Result(ending, summary, report, survival(ending, summary, engine, shop));
    }
  }

  private ShopRun open(Received received) {
    boolean faults = settings.faults() != null;
    return ShopRun.open(settings.shop(), clock.millis(), received, live::happened, faults);
  }

  private static Optional<Survival> survival(
      Ending ending, Summary summary, Engine engine, Optional<ShopRun> shop) {
    if (ending == Ending.INTERRUPTED || !(engine instanceof Workers workers)) {
      return Optional.empty();
    }
    return shop.map(open -> Survival.of(workers.chaos(), open, open.damage(summary)));
  }

  private static Summary summary(long startNanos, Inputs inputs, Outputs outputs) {
    return Summary.of(
        Duration.ofNanos(System.nanoTime() - startNanos),
        inputs.sent(),
        outputs.decisions(),
        outputs.spanMetrics(),
        outputs.serviceGraph());
  }

  private Traffic withoutShop(List<Request> recorded) {
    if (settings.isReplay()) {
      return Traffic.replay(recorded);
    }
    long end = clock.millis() + settings.shop().duration().toMillis();
    return Traffic.none(() -> drain.hasBegun() || clock.millis() >= end);
  }

  private Addresses addresses(Door open, Api page) {
    OptionalInt port = open.port();
    return new Addresses(
        port.isPresent() ? "http://localhost:" + port.getAsInt() : "",
        Objects.requireNonNullElse(page.url(), ""),
        settings.door().onlyOwn());
  }

  private Plan plan(PipelineSettings pipeline, Traffic traffic, Addresses addresses) {
    return new Plan(
        pipeline.sampling().rules().rules(),
        settings.hasShop() ? settings.shop().duration() : Duration.ZERO,
        traffic.total(),
        addresses);
  }

  private Optional<Report> report(
      Ending ending, Summary summary, Optional<ShopRun> shop, boolean shared) {
    if (ending == Ending.INTERRUPTED) {
      return Optional.empty();
    }
    return shop.map(open -> open.report(summary, settings.rules() == null, shared))
        .or(() -> Optional.of(Report.ofStrangers(summary)));
  }

  private boolean shouldStop() {
    return settings.door().onlyOwn() ? drain.isTooLong() : interrupted.getAsBoolean();
  }

  private Inputs inputs(PipelineSettings pipeline) {
    Map<Signal, String> topics =
        Map.of(
            Signal.SPANS, pipeline.input().spans().get(0),
            Signal.LOGS, pipeline.input().logs().get(0));
    return new Inputs(pipeline.kafka().bootstrapServers(), topics, PARTITIONS, clock);
  }
}
