// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Requests at the pace at which they are to be sent: when their time has come, or all in a row. */
public final class Traffic {
  private static final int MAX_AT_ONCE = 100;

  /** Looks on while requests are sent. */
  public interface Watcher {
    /** A request is sent now. */
    void due(Request request, long nowMillis);

    /** How many of the spans so far were sent before. */
    long repeatedSpans();
  }

  private static final Watcher NOBODY =
      new Watcher() {
        @Override
        public void due(Request request, long nowMillis) {}

        @Override
        public long repeatedSpans() {
          return 0;
        }
      };

  private final Iterator<Request> requests;
  private final boolean live;
  private final int total;
  private final Watcher watcher;
  private final BooleanSupplier ended;
  private @Nullable Request next;

  private Traffic(
      Iterator<Request> requests, boolean live, int total, Watcher watcher, BooleanSupplier ended) {
    this.ended = ended;
    this.requests = requests;
    this.live = live;
    this.total = total;
    this.watcher = watcher;
    advance();
  }

  /** Each request is due at its time, which is about now. */
  public static Traffic live(Iterator<Request> requests) {
    return live(requests, NOBODY);
  }

  /** The same, under somebody's eyes. */
  public static Traffic live(Iterator<Request> requests, Watcher watcher) {
    return new Traffic(requests, true, 0, watcher, () -> true);
  }

  /** The past, as fast as possible. */
  public static Traffic replay(List<Request> requests) {
    return new Traffic(requests.iterator(), false, requests.size(), NOBODY, () -> true);
  }

  /** No requests at all, until somebody says that it is over. */
  public static Traffic none(BooleanSupplier over) {
    return new Traffic(Collections.emptyIterator(), true, 0, NOBODY, over);
  }

  /** What is to be sent now, a limited number at a time, each request once. */
  public List<Request> due(long nowMillis) {
    List<Request> due = new ArrayList<>();
    while (next != null && due.size() < MAX_AT_ONCE && (!live || next.timeMillis() <= nowMillis)) {
      watcher.due(next, nowMillis);
      due.add(next);
      advance();
    }
    return due;
  }

  public boolean isOver() {
    return next == null && ended.getAsBoolean();
  }

  /** Of a replay; 0 when nobody knows. */
  public int total() {
    return total;
  }

  /** How many of the spans sent so far had been sent before. */
  public long repeatedSpans() {
    return watcher.repeatedSpans();
  }

  private void advance() {
    next = requests.hasNext() ? requests.next() : null;
  }
}
