// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.reload;

import io.traceweir.app.config.Configuration;
import io.traceweir.pipeline.LiveRules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the files of the rules every few seconds, in a thread of its own. */
public final class RulesWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RulesWatch.class);

  private final @Nullable RulesLook look;
  private final Consumer<LiveRules.Reload> told;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "rules-watch");
            daemon.setDaemon(true);
            return daemon;
          });

  private RulesWatch(@Nullable RulesLook look, Consumer<LiveRules.Reload> told) {
    this.look = look;
    this.told = told;
  }

  /**
   * Of rules that stand in the configuration, or are not to be read again, there is nothing to see.
   *
   * @param told of each change and what came of it
   */
  public static RulesWatch of(
      Configuration configuration, InstantSource clock, Consumer<LiveRules.Reload> told) {
    var watched = configuration.rules();
    LiveRules live = configuration.pipeline().sampling().live();
    RulesLook look = watched == null ? null : new RulesLook(watched, live, clock);
    return new RulesWatch(look, told);
  }

  /** Begins to look, at once: the configuration may have been read long ago. */
  public void start() {
    if (look != null) {
      next(Duration.ZERO);
    }
  }

  private void next(Duration delay) {
    try {
      var unused = thread.schedule(this::look, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("closed meanwhile");
    }
  }

  private void look() {
    RulesLook open = look;
    if (open == null) {
      return;
    }
    Duration delay = open.every();
    try {
      delay = open.look(told);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.atError().setCause(e).log("looking at the rules failed; those that decide stay");
    }
    next(delay);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
