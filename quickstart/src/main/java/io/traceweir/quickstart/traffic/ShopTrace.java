// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.traceweir.trace.TraceId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One trace of the shop while it is being told: every span and log so far, ids and luck. */
final class ShopTrace {
  /** Long after every wait for the rest of a trace. */
  private static final Duration HELD_UP = Duration.ofMillis(7_500);

  private static final double NANOS_PER_MILLI = 1_000_000;
  private static final double SPREAD = 0.5;
  private static final double LONGEST = 2.5;

  private final SplittableRandom random;
  private final TraceId id;
  private final ByteString idBytes;
  private final List<Operation> operations = new ArrayList<>();
  private final List<Item> items = new ArrayList<>();
  private final List<ShopTrace> forks = new ArrayList<>();
  private final Set<Incident> touched = EnumSet.noneOf(Incident.class);
  private final Set<ShopService> held = EnumSet.noneOf(ShopService.class);
  private final Set<ShopService> upgraded = EnumSet.noneOf(ShopService.class);
  private final Set<ShopService> pinned = EnumSet.noneOf(ShopService.class);

  ShopTrace(SplittableRandom random) {
    this.random = random;
    this.id = new TraceId(random.nextLong() | 1, random.nextLong());
    this.idBytes = bytes(id.high(), id.low());
  }

  TraceId id() {
    return id;
  }

  ByteString idBytes() {
    return idBytes;
  }

  List<Operation> operations() {
    return operations;
  }

  List<Item> items() {
    return items;
  }

  /** Traces that began because this one's context was dropped. */
  List<ShopTrace> forks() {
    return forks;
  }

  /** The incidents that this trace ran into. */
  Set<Incident> touched() {
    return touched;
  }

  void touch(Incident incident) {
    touched.add(incident);
  }

  /** What this service sends of this trace is held up. */
  void holdUp(ShopService service) {
    held.add(service);
  }

  boolean isHeldUp(ShopService service) {
    return held.contains(service);
  }

  /** The last instance of this service runs the new version. */
  void upgrade(ShopService service) {
    upgraded.add(service);
  }

  /** Goes to the last instance of this service. */
  void pin(ShopService service) {
    pinned.add(service);
  }

  boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  int pick(int bound) {
    return random.nextInt(bound);
  }

  /** Log-normal, as latencies are: near the median most of the time, 3.5 times as long at most. */
  long nanos(double medianMillis) {
    double bell = Math.max(-LONGEST, Math.min(LONGEST, random.nextGaussian()));
    return Math.round(medianMillis * Math.exp(SPREAD * bell) * NANOS_PER_MILLI);
  }

  Operation open(
      @Nullable Operation parent, ShopService at, SpanKind kind, String name, long startNanos) {
    Operation operation = new Operation(this, parent, pod(parent, at), kind, name, startNanos);
    operations.add(operation);
    return operation;
  }

  private Pod pod(@Nullable Operation parent, ShopService service) {
    if (parent != null && parent.pod().service() == service) {
      return parent.pod();
    }
    int last = ShopService.INSTANCES - 1;
    int instance = pinned.contains(service) ? last : random.nextInt(ShopService.INSTANCES);
    return new Pod(service, instance, upgraded.contains(service) && instance == last);
  }

  /** A trace that knows nothing of this one, but ran into the same. */
  ShopTrace fork() {
    ShopTrace fork = new ShopTrace(random.split());
    fork.touched.addAll(touched);
    forks.add(fork);
    return fork;
  }

  long nextSpanId() {
    return random.nextLong() | 1;
  }

  long sendNanos(ShopService service, long readyNanos) {
    return readyNanos + (isHeldUp(service) ? HELD_UP.toNanos() : 0);
  }

  static ByteString bytes(long... words) {
    ByteBuffer bytes = ByteBuffer.allocate(words.length * Long.BYTES);
    for (long word : words) {
      bytes.putLong(word);
    }
    return ByteString.copyFrom(bytes.flip());
  }
}
