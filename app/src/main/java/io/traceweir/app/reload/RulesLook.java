// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.reload;

import io.traceweir.app.config.RulesFile;
import io.traceweir.app.config.RulesFile.Contents;
import io.traceweir.app.config.RulesFile.Reading;
import io.traceweir.app.config.WatchedRules;
import io.traceweir.pipeline.LiveRules;
import io.traceweir.rules.RuleSet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is in the files of the rules with what was there before. Whole contents count, not
 * times or events: a mounted ConfigMap changes by a link, an editor by renaming, and a network
 * mount tells nobody.
 *
 * <p>What is new has to be the same twice in a row before it is judged, and each content is judged
 * once: a file that is half-written, or gone for a moment, is no mistake, and one that stays wrong
 * is said to be so only once.
 */
final class RulesLook {
  private static final Duration SETTLED_AFTER = Duration.ofSeconds(1);

  private final Path file;
  private final Duration every;
  private final LiveRules live;
  private final InstantSource clock;
  private Contents active;
  private Contents judged;
  private @Nullable Contents unsettled;

  RulesLook(WatchedRules watched, LiveRules live, InstantSource clock) {
    this.file = watched.file();
    this.every = watched.every();
    this.live = live;
    this.clock = clock;
    this.active = watched.contents();
    this.judged = active;
  }

  Duration every() {
    return every;
  }

  /**
   * Looks once.
   *
   * @return how long until the next look
   */
  Duration look(Consumer<LiveRules.Reload> told) {
    if (judged.again().equals(judged)) {
      unsettled = null;
      return every;
    }
    Reading reading = RulesFile.read(file);
    if (!reading.contents().equals(unsettled)) {
      unsettled = reading.contents();
      return every.compareTo(SETTLED_AFTER) < 0 ? every : SETTLED_AFTER;
    }
    unsettled = null;
    judged = reading.contents();
    told.accept(judge(reading));
    return every;
  }

  private LiveRules.Reload judge(Reading reading) {
    Instant now = clock.instant();
    RuleSet rules = reading.rules();
    if (rules == null) {
      return live.refuse(reading.problems(), now);
    }
    if (reading.contents().equals(active)) {
      return live.keep(now);
    }
    active = reading.contents();
    return live.load(rules, now);
  }
}
