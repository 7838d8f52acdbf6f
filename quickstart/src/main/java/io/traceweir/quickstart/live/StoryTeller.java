// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import com.google.protobuf.InvalidProtocolBufferException;
import io.traceweir.app.outcome.Decision;
import io.traceweir.app.outcome.Format;
import io.traceweir.quickstart.live.Story.Mood;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells a kept trace in a line: where the error began and whether the caller saw it, where the time
 * went, and what the logs say.
 */
final class StoryTeller {
  private static final double SLOW_MILLIS = 1_000;

  private StoryTeller() {}

  static Story tell(Decision decision, List<byte[]> spans, List<byte[]> logs) {
    try {
      return tell(decision, new SpanTree(KeptSpan.read(spans)), WorstLog.read(logs));
    } catch (InvalidProtocolBufferException e) {
      return story(decision, "", "its spans cannot be read", Mood.WARNED);
    }
  }

  private static Story tell(Decision decision, SpanTree tree, Optional<WorstLog> log) {
    List<KeptSpan> origins = tree.origins();
    boolean logOnly = origins.isEmpty() && log.filter(WorstLog::isError).isPresent();
    boolean slow = decision.durationMillis() >= SLOW_MILLIS;
    String error = origins.isEmpty() ? "" : failure(origins) + outcome(tree);
    String said = log.map(worst -> said(worst, logOnly)).orElse("");
    String time = slow || (origins.isEmpty() && !logOnly) ? time(decision, tree) : "";
    String plot =
        Stream.of(error, logOnly ? said : "", time, logOnly ? "" : said)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "));
    Mood otherwise = log.filter(WorstLog::isWarning).isPresent() ? Mood.WARNED : Mood.FINE;
    Mood calm = slow ? Mood.SLOW : otherwise;
    int services = tree.services();
    String in = services > 0 ? " in " + Format.counted(services, "service") : "";
    return story(decision, in, plot, origins.isEmpty() && !logOnly ? calm : Mood.FAILED);
  }

  private static Story story(Decision decision, String in, String plot, Mood mood) {
    String title = decision.rootName().isEmpty() ? "no root" : decision.rootName();
    String size = Format.counted(decision.spans(), "span") + in;
    return new Story(
        decision.rule(),
        KeptSpan.operation(title.strip()),
        decision.durationMillis(),
        size,
        plot,
        mood);
  }

  private static String failure(List<KeptSpan> origins) {
    KeptSpan first = origins.get(0);
    String reason = first.failure();
    return first.place()
        + " failed"
        + (reason.isEmpty() ? "" : " (" + reason + ")")
        + (origins.size() > 1 ? " and " + (origins.size() - 1) + " more" : "");
  }

  /** Whether the one who asked was told. */
  private static String outcome(SpanTree tree) {
    Optional<KeptSpan> root = tree.root();
    if (root.isEmpty()) {
      return "";
    }
    String answer = root.get().answer();
    if (!answer.isEmpty()) {
      return ", answered " + answer;
    }
    return root.get().hasFailed() ? "" : ", the root reports success";
  }

  private static String said(WorstLog log, boolean inFull) {
    if (!inFull) {
      return log.isWarning() ? "logged " + log.level() : "";
    }
    String body = log.body().isEmpty() ? "" : ": " + log.body();
    return log.level() + " logged by " + log.service() + body;
  }

  private static String time(Decision decision, SpanTree tree) {
    Optional<KeptSpan> busiest = tree.busiest();
    if (busiest.isEmpty()) {
      return "";
    }
    double millis = tree.ownNanos(busiest.get()) / 1e6;
    boolean most = millis * 2 >= decision.durationMillis();
    return String.format(
        Locale.ROOT,
        most && millis >= SLOW_MILLIS / 2 ? "waited %s in %s" : "longest step %s in %s",
        Format.millis(millis),
        busiest.get().place());
  }
}
