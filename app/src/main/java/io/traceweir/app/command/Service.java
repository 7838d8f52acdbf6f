// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import io.traceweir.app.config.Configuration;
import io.traceweir.app.doctor.KeyGuard;
import io.traceweir.app.door.OtlpDoor;
import io.traceweir.app.http.Api;
import io.traceweir.app.http.Health;
import io.traceweir.app.http.HealthServer;
import io.traceweir.app.reload.ReloadLog;
import io.traceweir.app.reload.RulesWatch;
import io.traceweir.pipeline.Pipeline;
import io.traceweir.pipeline.PipelineException;
import io.traceweir.pipeline.PipelineException.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pipeline with its health port: what {@code traceweir run} runs. */
final class Service implements Health, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  // a short first attempt, so that a wrong address is said early
  private static final Duration FIRST_PATIENCE = Duration.ofSeconds(5);
  private static final Duration LATER_PATIENCE = Duration.ofSeconds(30);
  private static final Duration SHORTEST_PATIENCE = Duration.ofMillis(500);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final long MAX_PAUSE_MILLIS = 15_000;

  private final Configuration configuration;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final HealthServer http;
  private final @Nullable OtlpDoor door;
  private final Api api;
  private final RulesWatch rules;
  private final CountDownLatch closing = new CountDownLatch(1);
  private @Nullable Pipeline pipeline;
  private volatile @Nullable BrokerWatch watch;
  private volatile boolean wasReady;

  Service(Configuration configuration) {
    this.configuration = configuration;
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    gc.bindTo(registry);
    this.rules = RulesWatch.of(configuration, InstantSource.system(), ReloadLog::write);
    this.http = HealthServer.start(configuration.server(), this, registry);
    LOG.atInfo().addKeyValue("port", http.port()).log("health and metrics are served");
    this.api = startApi();
    this.door = listen();
  }

  private Api startApi() {
    try {
      Api.About about = new Api.About(this, Version.number(), InstantSource.system());
      return Api.start(configuration.api(), configuration.pipeline(), about);
    } catch (CommandException e) {
      http.close();
      throw e;
    }
  }

  /** Early, so that a port that is taken is said before anything is begun. */
  private @Nullable OtlpDoor listen() {
    if (configuration.door() == null) {
      return null;
    }
    try {
      return OtlpDoor.listen("input.otlp", configuration.door(), registry);
    } catch (RuntimeException e) {
      api.close();
      http.close();
      throw e;
    }
  }

  /** Starts the pipeline as soon as Kafka answers; gives up after {@code timeout}, or never. */
  void start(Duration timeout, boolean waitForever) throws PipelineException, InterruptedException {
    long begin = System.nanoTime();
    Duration patience = FIRST_PATIENCE;
    Duration pause = FIRST_PAUSE;
    do {
      Duration left = timeout.minusNanos(System.nanoTime() - begin);
      boolean last = !waitForever && left.compareTo(patience) <= 0;
      if (attempt(last ? atLeast(left) : patience, last)) {
        return;
      }
      patience = LATER_PATIENCE;
      pause = pause.multipliedBy(2);
    } while (!closing.await(Math.min(pause.toMillis(), MAX_PAUSE_MILLIS), TimeUnit.MILLISECONDS));
  }

  private static Duration atLeast(Duration left) {
    return left.compareTo(SHORTEST_PATIENCE) < 0 ? SHORTEST_PATIENCE : left;
  }

  private boolean attempt(Duration patience, boolean last) throws PipelineException {
    try {
      var guard = new KeyGuard(configuration.pipeline(), door != null);
      started(Pipeline.start(configuration.pipeline(), registry, patience, guard));
      return true;
    } catch (PipelineException e) {
      if (e.kind() != Kind.UNREACHABLE || last) {
        throw e;
      }
      LOG.atWarn().addKeyValue("reason", e.getMessage()).log("waiting for Kafka");
      return false;
    }
  }

  private void started(Pipeline running) {
    boolean late;
    synchronized (this) {
      late = closing.getCount() == 0;
      pipeline = running;
      watch = late ? null : BrokerWatch.start(configuration.pipeline());
    }
    if (!late) {
      rules.start();
      api.read();
    }
    if (late) {
      running.close();
      return;
    }
    if (door != null) {
      door.open(configuration.pipeline(), receipt -> {});
    }
    LOG.atInfo()
        .addKeyValue("application", configuration.pipeline().kafka().applicationId())
        .addKeyValue("guarantee", configuration.pipeline().kafka().guarantee())
        .addKeyValue("threads", configuration.pipeline().kafka().threads())
        .addKeyValue("rules", configuration.pipeline().sampling().rules().size())
        .addKeyValue("rules_hash", configuration.pipeline().sampling().rules().hash())
        .log("the pipeline starts");
  }

  /** Waits until the pipeline stops, by itself or because the process is asked to end. */
  int awaitEnd() throws InterruptedException {
    Pipeline running = pipeline();
    while (running != null && !running.awaitStopped(Duration.ofSeconds(1))) {
      if (!wasReady && isReady()) {
        wasReady = true;
        LOG.info("the pipeline is ready");
      }
    }
    if (running == null || running.failure() == null) {
      return ExitCode.OK;
    }
    LOG.atError().addKeyValue("reason", running.failure().getMessage()).log("the pipeline stopped");
    return ExitCode.FINDINGS;
  }

  int port() {
    return http.port();
  }

  /** Of the OTLP door, which has to be there. */
  int doorPort() {
    return Objects.requireNonNull(door).port();
  }

  /** Where the page is; null when it is not served. */
  @Nullable String pageUrl() {
    return api.url();
  }

  private synchronized @Nullable Pipeline pipeline() {
    return pipeline;
  }

  @Override
  public boolean isLive() {
    Pipeline running = pipeline();
    return running == null || running.isLive();
  }

  @Override
  public boolean isReady() {
    Pipeline running = pipeline();
    BrokerWatch broker = watch;
    return running != null
        && running.isReady()
        && broker != null
        && broker.answers()
        && (door == null || door.isOpen());
  }

  @Override
  public boolean isStarted() {
    return wasReady || isReady();
  }

  @Override
  public String state() {
    Pipeline running = pipeline();
    BrokerWatch broker = watch;
    boolean away = broker != null && !broker.answers();
    return running == null || away ? "WAITING_FOR_KAFKA" : running.state();
  }

  @Override
  public void close() {
    Pipeline running;
    synchronized (this) {
      if (closing.getCount() == 0) {
        return;
      }
      closing.countDown();
      running = pipeline;
    }
    LOG.info("stopping");
    if (door != null) {
      door.close();
    }
    if (running != null) {
      running.close();
    }
    rules.close();
    BrokerWatch broker = watch;
    if (broker != null) {
      broker.close();
    }
    api.close();
    http.close();
    gc.close();
    LOG.info("stopped");
  }
}
