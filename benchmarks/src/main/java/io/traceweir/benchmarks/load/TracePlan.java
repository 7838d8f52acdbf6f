// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.load;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The spans of one trace as columns: who called whom, when, in which service. A client span has at
 * most one server span below it, in another service; all others stay in the service of their
 * parent. Reused for the next trace.
 */
final class TracePlan {
  private static final long MILLI = 1_000_000;
  private static final long FASTEST_NANOS = 5 * MILLI;
  private static final long SLOWEST_OF_MOST_NANOS = 1900 * MILLI;

  /** Children are looked for among so many spans before. */
  private static final int REACH = 5;

  private final TraceFacts facts;
  private final Services services;

  int spans;
  int failed;
  int[] parents = new int[64];
  int[] pods = new int[64];
  int[] kinds = new int[64];
  int[] operations = new int[64];
  long[] starts = new long[64];
  long[] ends = new long[64];
  private boolean[] answered = new boolean[64];

  TracePlan(TraceFacts facts, Services services) {
    this.facts = facts;
    this.services = services;
  }

  void make(long number, long startNanos) {
    SplittableRandom random = facts.random(number, 4);
    spans = facts.spans(number);
    makeRoom();
    root(random, startNanos, number);
    for (int i = 1; i < spans; i++) {
      child(random, i);
    }
    failed = facts.isFailed(number) ? random.nextInt(spans) : -1;
  }

  private void makeRoom() {
    if (spans > parents.length) {
      parents = Arrays.copyOf(parents, spans);
      pods = Arrays.copyOf(pods, spans);
      kinds = Arrays.copyOf(kinds, spans);
      operations = Arrays.copyOf(operations, spans);
      starts = Arrays.copyOf(starts, spans);
      ends = Arrays.copyOf(ends, spans);
      answered = Arrays.copyOf(answered, spans);
    }
    Arrays.fill(answered, 0, spans, false);
  }

  private void root(SplittableRandom random, long startNanos, long number) {
    boolean closing = TraceFacts.isClosing(number);
    // most are quick: the logarithm is what is uniform
    double share = Math.pow(SLOWEST_OF_MOST_NANOS / (double) FASTEST_NANOS, random.nextDouble());
    long nanos =
        facts.isSlow(number)
            ? 2001 * MILLI + random.nextLong(3000 * MILLI)
            : (long) (FASTEST_NANOS * share);
    parents[0] = -1;
    kinds[0] = SpanKind.SPAN_KIND_SERVER_VALUE;
    pods[0] = closing ? services.closingPod() : random.nextInt(Services.PODS);
    operations[0] = random.nextInt(Services.OPERATIONS);
    starts[0] = startNanos;
    ends[0] = startNanos + nanos;
  }

  private void child(SplittableRandom random, int i) {
    int parent = Math.max(0, i - 1 - random.nextInt(REACH));
    parents[i] = parent;
    boolean crosses = kinds[parent] == SpanKind.SPAN_KIND_CLIENT_VALUE && !answered[parent];
    if (crosses) {
      answered[parent] = true;
      kinds[i] = SpanKind.SPAN_KIND_SERVER_VALUE;
      int service = (pods[parent] / Services.PODS + 1 + random.nextInt(3)) % services.count();
      pods[i] = service * Services.PODS + random.nextInt(Services.PODS);
    } else {
      kinds[i] =
          random.nextInt(100) < 45
              ? SpanKind.SPAN_KIND_CLIENT_VALUE
              : SpanKind.SPAN_KIND_INTERNAL_VALUE;
      pods[i] = pods[parent];
    }
    operations[i] = random.nextInt(Services.OPERATIONS);
    long within = ends[parent] - starts[parent];
    starts[i] = starts[parent] + (long) (within * random.nextDouble() * 0.5);
    ends[i] = starts[i] + (long) ((ends[parent] - starts[i]) * (0.2 + 0.7 * random.nextDouble()));
  }
}
