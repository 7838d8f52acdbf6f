// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import java.util.Locale;

/** What can go wrong in the shop, in the order in which a tour shows it. */
public enum Incident {
  SLOW_DEPENDENCY(
      "the payment provider takes seconds to answer",
      "the payment provider becomes slow",
      "the payment provider is fast again",
      Visit.CHECKOUT),
  ERROR_BURST(
      "the catalog's database refuses connections",
      "the catalog's database refuses connections",
      "the catalog's database accepts connections again",
      Visit.PRODUCT),
  RETRIES(
      "search is overloaded, and asked again until it answers",
      "search is overloaded, the gateway retries",
      "search answers at once again",
      Visit.SEARCH),
  SWALLOWED_ERROR(
      "recommendations fail, and pages answer OK without them",
      "recommendations fail, and pages say OK all the same",
      "recommendations work again",
      Visit.PRODUCT),
  LOST_CONTEXT(
      "shipping drops the trace context and begins traces of its own",
      "shipping drops the trace context",
      "shipping passes the trace context on again",
      Visit.CHECKOUT),
  LATE_SPANS(
      "what cart sends arrives seconds after the decision",
      "what cart sends is held up for seconds",
      "what cart sends arrives in time again",
      Visit.ADD_TO_CART),
  DUPLICATES(
      "a Collector delivers everything twice",
      "a Collector delivers everything twice",
      "the Collector delivers everything once again",
      Visit.PRODUCT),
  RARE_ENDPOINT(
      "a few customers ask for a refund",
      "customers ask for refunds, a few of them",
      "no more refunds",
      Visit.REFUND),
  BAD_DEPLOY(
      "a new version of search is slower and has errors",
      "search 2.4.0 is rolled out on one of two instances",
      "search is rolled back to 2.3.1",
      Visit.SEARCH);

  private final String summary;
  private final String begin;
  private final String end;
  private final Visit shownBy;

  Incident(String summary, String begin, String end, Visit shownBy) {
    this.summary = summary;
    this.begin = begin;
    this.end = end;
    this.shownBy = shownBy;
  }

  /** As in {@code --scenario slow-dependency}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it is, in one line. */
  public String summary() {
    return summary;
  }

  /** What happens when it begins, as the end of "12 s: ...". */
  public String beginSentence() {
    return begin;
  }

  /** What happens when it is over. */
  public String endSentence() {
    return end;
  }

  /** The kind of visit in which it cannot be overlooked. */
  Visit shownBy() {
    return shownBy;
  }
}
