// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.calls;

import static io.traceweir.testkit.Traces.trace;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.traceweir.otlp.Signal;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.TraceId;
import io.traceweir.trace.TraceReader;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class CallsTest {
  private final TraceReader reader = new TraceReader(new AttributeNames(), new ResourceCache());
  private final Calls calls = new Calls();

  @Test
  void shouldSeeAnErrorThatTheRootSaysNothingOf() {
    TraceBuilder trace = trace("a").root("GET /").service("shop").calls("pay", "charge").error();

    assertThat(on(trace).hasMaskedError()).isTrue();
    assertThat(on(trace.up().up().error()).hasMaskedError()).isFalse();
  }

  @Test
  void shouldNotCallAnErrorMaskedThatDoesNotHangBelowTheRoot() {
    TraceBuilder trace = trace("a").root("GET /").service("shop").orphan("job").error();

    assertThat(on(trace).hasMaskedError()).isFalse();
    assertThat(on(trace("b").root("GET /").error()).hasMaskedError()).isFalse();
  }

  @Test
  void shouldTakeTheEntrySpanForTheRootWhileThatIsMissing() {
    TraceBuilder trace = trace("a").orphan("GET /").service("shop").calls("pay", "charge").error();

    assertThat(on(trace).hasMaskedError()).isTrue();
    assertThat(on(trace("b").root("x").spanId("0102030405060708")).criticalPathService())
        .isEqualTo("");
  }

  @Test
  void shouldCountCallsThatWereMadeAgainUnderOneParent() {
    TraceBuilder trace = trace("a").root("GET /").service("shop");
    trace.calls("stock", "reserve").error().up().up();
    assertThat(on(trace).retries()).isZero();

    trace.calls("stock", "reserve").error().up().up().calls("stock", "reserve").up().up();
    assertThat(on(trace).retries()).isEqualTo(2);

    trace.child("reserve").up();
    assertThat(on(trace).retries()).as("an internal span is no call").isEqualTo(2);

    trace.child("work").child("reserve").client();
    assertThat(on(trace).retries()).as("another parent").isEqualTo(2);
  }

  @Test
  void shouldTellCallsOfOneNameApartByWhatTheyReached() {
    TraceBuilder trace = trace("a").root("GET /").service("shop");
    trace.child("GET").client().child("GET /stock").server().service("stock").up().up();
    trace.child("GET").client().child("GET /prices").server().service("prices").up().up();
    assertThat(on(trace).retries()).isZero();

    trace.child("GET").client().up();
    assertThat(on(trace).retries()).as("one that reached nothing").isEqualTo(1);
  }

  @Test
  void shouldCountSpansWhoseParentIsMissing() {
    TraceBuilder trace = trace("a").root("GET /").orphan("job").child("work").orphan("job");

    assertThat(on(trace).orphans()).isEqualTo(2);
    assertThat(on(trace("b").root("GET /").child("x")).orphans()).isZero();
  }

  @Test
  void shouldFindTheServiceThatTheRootWaitedForMost() {
    TraceBuilder trace = trace("a").root("GET /").service("shop").lasting(ofMillis(100));
    trace.child("c").client().after(ofMillis(10)).lasting(ofMillis(50));
    trace.child("s").server().service("pay").after(ofMillis(10)).lasting(ofMillis(50)).up().up();
    assertThat(on(trace).criticalPathService()).as("50 and 50").isEqualTo("pay");

    trace.child("c").client().after(ofMillis(55)).lasting(ofMillis(40));
    trace.child("s").server().service("stock").after(ofMillis(55)).lasting(ofMillis(40)).up().up();
    assertThat(on(trace).criticalPathService())
        .as("the shop waits for stock until 95, and pay had not ended when that began")
        .isEqualTo("shop");
  }

  @Test
  void shouldTakeBothSidesOfACallWithOneIdForCallerAndCallee() {
    TraceBuilder trace = trace("z").root("GET /").service("shop").lasting(ofMillis(100));
    trace.child("charge").client().spanId("00000000000000aa").lasting(ofMillis(90)).up();
    trace.child("charge").server().spanId("00000000000000aa").service("pay").lasting(ofMillis(90));

    assertThat(on(trace).criticalPathService()).isEqualTo("pay");
  }

  @Test
  void shouldAnswerForATraceWithoutSpans() {
    reader.begin(1, 2);
    calls.on(reader.finish());

    assertThat(calls.hasMaskedError()).isFalse();
    assertThat(calls.retries() + calls.orphans() + calls.serviceCount()).isZero();
    assertThat(calls.criticalPathService()).isNull();
  }

  @Test
  void shouldAllocateNothingOnceItHasGrown() {
    TraceBuilder trace = trace("t").root("GET /").service("shop").lasting(ofMillis(100));
    for (int i = 0; i < 60; i++) {
      trace.calls("s" + i % 7, "GET").error().up().up();
    }
    on(trace);
    askAll();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    calls.on(reader.finish());
    long before = threads.getCurrentThreadAllocatedBytes();
    int retries = askAll();
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(retries).isEqualTo(53);
    assertThat(allocated).isZero();
  }

  private int askAll() {
    boolean masked = calls.hasMaskedError();
    int orphans = calls.orphans() + calls.serviceCount();
    return masked && orphans > 0 && calls.criticalPathService() != null ? calls.retries() : -1;
  }

  private Calls on(TraceBuilder builder) {
    TraceId id = TraceId.ofHex(builder.traceId());
    reader.begin(id.high(), id.low());
    byte[] bytes = builder.request().toByteArray();
    reader.add(Signal.SPANS, bytes, 0, bytes.length);
    calls.on(reader.finish());
    return calls;
  }
}
