// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.proposal;

/** Why a rule may decide otherwise than the policy it stands for. */
enum Difference {
  HASH(
      "as many traces, but others: a Collector hashes salt and trace id, a rule goes by the"
          + " randomness of the trace"),
  RATE(
      "a rule holds a rate by moving its threshold, a Collector by a bucket that lets bursts"
          + " through"),
  SECONDS(
      "a rule holds its rate over some time by moving its threshold, a Collector counts the spans"
          + " of each second anew and samples what comes first and fits"),
  FIRST_MATCH(
      "a Collector asks every policy and one is enough; here the first rule that takes a trace"
          + " decides, so fewer may be kept"),
  TYPES(
      "to a Collector a value of another type is 0, false or the empty text; a rule takes it as it"
          + " is: 5.5 is between 5 and 6, and `matches` looks at numbers as they are written"),
  TIMES(
      "spans that start at 0, end before they start or lie beyond 2262 count as they are sent there"),
  PREFIX(
      "a Collector compares with the upper bound after each span, so that a trace may fit which is"
          + " longer in the end"),
  OTTL(
      "values of unlike types, and what has no result, are compared by the rules of OTTL there and"
          + " by those of conditions here");

  private final String sentence;

  Difference(String sentence) {
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }
}
