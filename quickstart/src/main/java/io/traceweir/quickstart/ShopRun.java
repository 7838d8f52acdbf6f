// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import io.traceweir.app.outcome.Summary;
import io.traceweir.quickstart.check.Check;
import io.traceweir.quickstart.check.Damage;
import io.traceweir.quickstart.check.Recap;
import io.traceweir.quickstart.check.Received;
import io.traceweir.quickstart.check.Report;
import io.traceweir.quickstart.traffic.Request;
import io.traceweir.quickstart.traffic.ShopTraffic;
import io.traceweir.quickstart.traffic.ShopTraffic.Plan;
import io.traceweir.quickstart.traffic.Timeline.Announcement;
import io.traceweir.quickstart.traffic.Traffic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The shop while it is open: says what happens in it, and knows in the end what had to come out.
 */
final class ShopRun implements Traffic.Watcher {
  /** Requests are sent soon after their time; what is later may find its trace decided. */
  private static final Duration LATEST = Duration.ofMillis(250);

  /** Workers wait longer, for a machine on which processes start all the time. */
  private static final Duration LATEST_UNDER_FAULTS = Duration.ofSeconds(1);

  private final ShopTraffic shop;
  private final long startMillis;
  private final BiConsumer<Duration, String> out;
  private final Received received;
  private final boolean faults;
  private final Deque<Announcement> announcements;
  private boolean closed;

  private ShopRun(
      ShopTraffic shop,
      long startMillis,
      Received received,
      BiConsumer<Duration, String> out,
      boolean faults) {
    this.shop = shop;
    this.startMillis = startMillis;
    this.received = received;
    this.faults = faults;
    this.out = out;
    // What goes wrong in the shop would hide what goes wrong with the workers.
    this.announcements = new ArrayDeque<>(faults ? List.of() : shop.timeline().announcements());
  }

  /**
   * Opens now.
   *
   * @param received takes in what comes out
   * @param out for what happens, in sentences, and when in the time of the traffic
   * @param faults whether those who decide are disturbed
   */
  static ShopRun open(
      Plan plan,
      long nowMillis,
      Received received,
      BiConsumer<Duration, String> out,
      boolean faults) {
    ShopTraffic shop = new ShopTraffic(plan, Duration.ofMillis(nowMillis));
    return new ShopRun(shop, nowMillis, received, out, faults);
  }

  Traffic traffic() {
    return Traffic.live(shop, this);
  }

  /** Says what has begun or ended since the last time. */
  void tell(long nowMillis) {
    Duration now = Duration.ofMillis(nowMillis - startMillis);
    while (!announcements.isEmpty() && announcements.element().at().compareTo(now) <= 0) {
      Announcement announcement = announcements.remove();
      out.accept(announcement.at(), announcement.sentence());
    }
    if (!closed && now.compareTo(shop.duration()) >= 0) {
      closed = true;
      out.accept(
          shop.duration(),
          "no more visitors; waiting until all they caused is decided and counted");
    }
  }

  @Override
  public void due(Request request, long nowMillis) {
    Duration latest = faults ? LATEST_UNDER_FAULTS : LATEST;
    if (nowMillis - request.timeMillis() > latest.toMillis()) {
      shop.ledger().delayed(request);
    }
  }

  @Override
  public long repeatedSpans() {
    return shop.ledger().repeatedSpans();
  }

  /**
   * What it ends with.
   *
   * @param shared whether others sent something too
   */
  Report report(Summary summary, boolean exampleRules, boolean shared) {
    return new Report(
        Recap.of(shop.timeline(), shop.ledger(), received),
        check(exampleRules, shared).verdict(summary.operations(), summary.edges()));
  }

  /** What faults have spoilt. */
  Damage damage(Summary summary) {
    return check(false, false).damage(summary.operations(), summary.edges());
  }

  private Check check(boolean exampleRules, boolean shared) {
    return new Check(shop.ledger(), received, exampleRules, shared, faults);
  }

  /** That were sent. */
  long traces() {
    return shop.ledger().traces().size();
  }

  /** That were sent, each once. */
  long spans() {
    return shop.ledger().spans();
  }
}
