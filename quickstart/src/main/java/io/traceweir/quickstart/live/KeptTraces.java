// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import io.traceweir.app.outcome.Decision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last kept traces with what was read of them. Decisions, spans and logs come from different
 * topics, in any order. A fixed number of traces is held, and of each no more than a fixed number
 * of bytes; a story is told only when somebody looks, from what is there.
 */
final class KeptTraces {
  private static final int MAX_TRACES = 64;
  private static final int MAX_BYTES = 256 << 10;

  private static final class Kept {
    final List<byte[]> spans = new ArrayList<>();
    final List<byte[]> logs = new ArrayList<>();
    int bytes;
    long turn;
    @Nullable Decision decision;
    @Nullable Story story;

    void add(List<byte[]> requests, byte[] request) {
      if (bytes + request.length <= MAX_BYTES) {
        bytes += request.length;
        requests.add(request);
        story = null;
      }
    }

    Story story(Decision decided) {
      if (story == null) {
        story = StoryTeller.tell(decided, spans, logs);
      }
      return story;
    }
  }

  private final Map<String, Kept> traces = new LinkedHashMap<>();
  private long turns;

  void decided(Decision decision) {
    if (decision.kept()) {
      Kept kept = kept(decision.trace().hex());
      kept.decision = decision;
      kept.turn = ++turns;
      kept.story = null;
    }
  }

  void spans(String trace, byte[] request) {
    Kept kept = kept(trace);
    kept.add(kept.spans, request);
  }

  void logs(String trace, byte[] request) {
    Kept kept = kept(trace);
    kept.add(kept.logs, request);
  }

  private Kept kept(String trace) {
    Kept kept = traces.computeIfAbsent(trace, id -> new Kept());
    if (traces.size() > MAX_TRACES) {
      Iterator<Kept> oldest = traces.values().iterator();
      oldest.next();
      oldest.remove();
    }
    return kept;
  }

  /** The latest first. */
  List<Story> stories() {
    List<Kept> decided = new ArrayList<>();
    traces.values().stream().filter(kept -> kept.decision != null).forEach(decided::add);
    decided.sort(Comparator.comparingLong((Kept kept) -> kept.turn).reversed());
    List<Story> stories = new ArrayList<>();
    for (Kept kept : decided) {
      if (kept.decision != null) {
        stories.add(kept.story(kept.decision));
      }
    }
    return stories;
  }
}
