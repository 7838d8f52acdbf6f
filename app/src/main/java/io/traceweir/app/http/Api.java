// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.http;

import io.traceweir.app.CommandException;
import io.traceweir.app.config.Configuration;
import io.traceweir.app.outcome.OutcomeReader;
import io.traceweir.app.outcome.OutcomeTopics;
import io.traceweir.app.recent.Limits;
import io.traceweir.app.recent.ReaderState;
import io.traceweir.app.recent.RecentOutcomes;
import io.traceweir.app.recent.RecentReader;
import io.traceweir.pipeline.CommittedReader;
import io.traceweir.pipeline.PipelineSettings;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page and its API, with what they tell: the server, and the reader behind it. */
public final class Api implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Api.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What is told about this process. */
  public record About(Health health, String version, InstantSource clock) {}

  private final PipelineSettings pipeline;
  private final About about;
  private final RecentOutcomes outcomes;
  private final @Nullable ApiServer server;
  private volatile @Nullable RecentReader reader;

  private Api(Configuration.Api settings, PipelineSettings pipeline, About about) {
    this.pipeline = pipeline;
    this.about = about;
    this.outcomes = new RecentOutcomes(pipeline.metrics(), Limits.DEFAULT);
    this.server = settings.isOff() ? null : serve(settings);
  }

  /**
   * Starts to answer; what is told comes with {@link #read}.
   *
   * @throws CommandException when an address that was asked for cannot be had
   */
  public static Api start(Configuration.Api settings, PipelineSettings pipeline, About about) {
    return new Api(settings, pipeline, about);
  }

  /** A second process on one machine that asks for nothing must not stop for the default port. */
  private @Nullable ApiServer serve(Configuration.Api settings) {
    ApiData data =
        new ApiData(
            pipeline, about.health(), outcomes, this::readerState, about.clock(), about.version());
    try {
      ApiServer running = ApiServer.start(settings, new ApiRoutes(data));
      LOG.atInfo().addKeyValue("url", running.url()).log("the page and the API are served");
      settings
          .notes()
          .forEach(note -> LOG.atWarn().addKeyValue("note", note).log("the API is open"));
      return running;
    } catch (CommandException e) {
      if (settings.isWritten()) {
        throw e;
      }
      LOG.atWarn().addKeyValue("reason", e.getMessage()).log("the page and the API are not served");
      return null;
    }
  }

  private ReaderState readerState() {
    RecentReader running = reader;
    return running == null ? ReaderState.BEGINNING : running.state();
  }

  /** Begins to read, once Kafka is there; nothing is read when nothing is served. */
  public void read() {
    if (server != null) {
      reader = RecentReader.start(this::open, outcomes, about.clock());
    }
  }

  private OutcomeReader open() {
    return new OutcomeReader(
        CommittedReader.open(pipeline, "api"), OutcomeTopics.of(pipeline), PATIENCE);
  }

  /** Where the page is; null when it is not served. */
  public @Nullable String url() {
    return server == null ? null : server.url();
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    RecentReader running = reader;
    if (running != null) {
      running.close();
    }
  }
}
