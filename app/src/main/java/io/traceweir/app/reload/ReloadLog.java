// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.reload;

import io.traceweir.pipeline.LiveRules.Reload;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what came of rules that have changed: in the log, or in words. */
public final class ReloadLog {

  private static final Logger LOG = LoggerFactory.getLogger(ReloadLog.class);

  private ReloadLog() {}

  /** Writes it into the log, a line for each mistake. */
  public static void write(Reload reload) {
    switch (reload.outcome()) {
      case LOADED ->
          LOG.atInfo()
              .addKeyValue("rules", reload.rules().size())
              .addKeyValue("rules_hash", reload.rules().hash())
              .addKeyValue("candidates", reload.rules().candidates().size())
              .log("other rules decide from the next tick on");
      case UNCHANGED ->
          LOG.atInfo()
              .addKeyValue("rules_hash", reload.rules().hash())
              .log("the rule file is again as it was, and its rules go on deciding");
      case REFUSED ->
          reload
              .problems()
              .forEach(
                  problem ->
                      LOG.atError()
                          .addKeyValue("problem", problem)
                          .addKeyValue("rules_hash", reload.rules().hash())
                          .log("the rule file has changed and is refused; the old rules decide"));
    }
  }

  /** The same for somebody who watches. */
  public static String words(Reload reload) {
    String deciding = reload.rules().sizeText() + ", hash " + reload.rules().hash();
    return switch (reload.outcome()) {
      case LOADED -> "other rules decide from now on: " + deciding;
      case UNCHANGED -> "the rule file is again as it was: " + deciding;
      case REFUSED ->
          reload.problems().stream()
              .map(Object::toString)
              .collect(
                  Collectors.joining(
                      "\n",
                      "the rule file has changed and is refused; the old rules decide:\n",
                      ""));
    };
  }
}
