// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import static io.opentelemetry.proto.logs.v1.SeverityNumber.SEVERITY_NUMBER_INFO;
import static io.traceweir.testkit.Traces.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.trace.Trace;
import io.traceweir.tracestate.OtelTraceState;
import io.traceweir.tracestate.Threshold;
import io.traceweir.yaml.ProblemsException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that keep so much a second, asked about traces. */
class RateTest {
  private static final String REST = "- { name: rest, keep: { %s } }";

  private static RuleSet set(String keep) throws ProblemsException {
    return RuleSet.parse("r", "version: 1\nrules:\n" + REST.formatted(keep));
  }

  private static Decisions decisions(String keep) throws ProblemsException {
    return new Decisions(set(keep), 1);
  }

  private static TraceBuilder spans(int number) {
    TraceBuilder trace = trace("t").root("GET /").service("shop");
    for (int i = 1; i < number; i++) {
      trace.child("db").up();
    }
    return trace;
  }

  /** Traces of one to nine spans, each read by a reader of its own, to be decided many times. */
  private static final class Traffic {
    final Random random;
    final List<Trace> bySize = new ArrayList<>();
    final Decider decider;

    /** What arrived, what was kept, what that stands for, and the variance of that. */
    double arrived;

    double kept;
    double estimated;
    double variance;

    Traffic(Decisions decisions, String traceState, long seed) throws ProblemsException {
      random = new Random(seed);
      decider = decisions.decider();
      for (int size = 1; size < 10; size++) {
        TraceBuilder trace = spans(size);
        bySize.add(decisions("spans_per_second: 1").read(trace.traceState(traceState)));
      }
    }

    Traffic(Decisions decisions, long seed) throws ProblemsException {
      this(decisions, "", seed);
    }

    /** Who sampled before lets only traces of so much randomness through. */
    void run(double perSecond, long fromMillis, long toMillis, long least) {
      double given = Threshold.probability(least);
      double at = fromMillis;
      while (true) {
        at -= Math.log(1 - random.nextDouble()) / perSecond * 1e3;
        if (at >= toMillis) {
          return;
        }
        Trace trace = bySize.get(random.nextInt(bySize.size()));
        Ruling ruling = decider.decide(trace, (long) at);
        long randomness = least + (long) (random.nextDouble() * (Threshold.NEVER - least));
        count(trace.spanCount(), ruling, ruling.keeps(randomness), given);
      }
    }

    private void count(int spans, Ruling ruling, boolean isKept, double given) {
      double p = Math.min(given, ruling.probability());
      arrived += spans / given;
      kept += isKept ? spans : 0;
      estimated += isKept ? spans / p : 0;
      variance += spans / given * spans * (1 / p - 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "spans_per_second: 500, SPANS, 500, 500 spans/s",
    "traces_per_second: 0.25, TRACES, 0.25, 0.25 traces/s",
    "bytes_per_second: 1MiB, BYTES, 1048576, 1MiB/s",
    "bytes_per_second: 1500000B, BYTES, 1500000, 1500000B/s",
    "bytes_per_second: '1.5KiB', BYTES, 1536, 1536B/s"
  })
  void shouldReadRates(String keep, Rate.Unit unit, double perSecond, String text)
      throws ProblemsException {
    Rule rule = set(keep).rules().get(0);

    Rate rate = Objects.requireNonNull(rule.rate());
    assertThat(rate).isEqualTo(new Rate(unit, perSecond));
    assertThat(rate.text()).isEqualTo(text);
    assertThat(rule.probability()).isEqualTo(1);
    assertThat(rule.threshold()).isZero();
    assertThat(rule.consistent()).isTrue();
  }

  @Test
  void shouldChangeTheHashWithTheRate() throws ProblemsException {
    String hash = set("bytes_per_second: 1MiB").hash();

    assertThat(set("bytes_per_second: 1024KiB").hash()).isEqualTo(hash);
    assertThat(set("bytes_per_second: 1025KiB").hash()).isNotEqualTo(hash);
    assertThat(set("spans_per_second: 1048576").hash()).isNotEqualTo(hash);
    assertThat(set("spans_per_second: 1048576").hash())
        .isEqualTo(set("spans_per_second: 1048576.0").hash())
        .isNotEqualTo(set("traces_per_second: 1048576").hash());
    String all = "version: 1\nrules: [{ name: rest, keep: 100% }]";
    assertThat(RuleSet.parse("r", all).hash()).isNotEqualTo(set("spans_per_second: 1").hash());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldHoldTheRateAndTellTheTotal(long seed) throws ProblemsException {
    Traffic traffic = new Traffic(decisions("spans_per_second: 50"), seed);

    traffic.run(100, 0, 1_000_000, 0);

    assertThat(traffic.arrived).isCloseTo(500_000, within(10_000.0));
    assertThat(traffic.kept / 1_000).isBetween(46.0, 52.0);
    assertThat(traffic.estimated)
        .isCloseTo(traffic.arrived, within(4 * Math.sqrt(traffic.variance)));
  }

  /** Where the probability changes all the time, kept traces stand for all all the same. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldTellTheTotalOfBurstsAndPauses(long seed) throws ProblemsException {
    Traffic traffic = new Traffic(decisions("spans_per_second: 20"), seed);
    Random random = new Random(-seed);
    long at = 0;
    for (int i = 0; i < 200; i++) {
      long next = at + 1 + random.nextInt(5_000);
      traffic.run(Math.pow(10, 4 * random.nextDouble() - 1), at, next, 0);
      at = next + (random.nextInt(3) == 0 ? random.nextInt(60_000) : 0);
    }

    assertThat(traffic.kept).isLessThan(0.2 * traffic.arrived);
    assertThat(traffic.estimated)
        .isCloseTo(traffic.arrived, within(4 * Math.sqrt(traffic.variance)));
    assertThat(4 * Math.sqrt(traffic.variance)).isLessThan(0.25 * traffic.arrived);
  }

  /** Head sampling of 10 % says so: a probability of 50 % would keep everything of that. */
  @Test
  void shouldHoldTheRateOfWhatWasSampledBefore() throws ProblemsException {
    long head = Threshold.ofProbability(0.1);
    String traceState = "ot=th:" + Threshold.encode(head);
    Traffic traffic = new Traffic(decisions("spans_per_second: 250"), traceState, 1);

    traffic.run(100, 0, 100_000, head); // until it knows
    traffic.kept = 0;
    traffic.run(100, 100_000, 1_100_000, head);

    assertThat(traffic.kept / 1_000).isBetween(235.0, 255.0);
    assertThat(traffic.estimated)
        .isCloseTo(traffic.arrived, within(4 * Math.sqrt(traffic.variance)));
  }

  @Test
  void shouldNotStarveWhenSomebodyStatesAnAbsurdThreshold() throws ProblemsException {
    Decisions decisions = decisions("traces_per_second: 10");
    Trace absurd = decisions.read(trace("x").root("GET /").traceState("ot=th:fffffffffffff8"));
    for (int i = 0; i < 20; i++) {
      decisions.decider().decide(absurd, 1_000L * i);
    }

    assertThat(decisions.decider().decide(decisions.read(spans(1)), 21_000).probability())
        .isEqualTo(1);
  }

  @Test
  void shouldCountSpansBytesOrTraces() throws ProblemsException {
    for (String keep : List.of("spans_per_second: 10", "traces_per_second: 1")) {
      assertThat(probabilityAfter(decisions(keep), spans(10), 100)).isCloseTo(0.1, within(0.01));
    }
    Decisions bytes = decisions("bytes_per_second: 1KiB");
    long size = bytes.read(spans(10)).bytes();
    assertThat(probabilityAfter(bytes, spans(10), 100))
        .isCloseTo(10.0 * 1024 / (100 * size), within(0.01));
  }

  /** Ten seconds after the first trace come so many at once. */
  private static double probabilityAfter(Decisions decisions, TraceBuilder trace, int number) {
    Trace read = decisions.read(trace);
    Ruling ruling = decisions.decider().decide(read, 0);
    for (int i = 0; i < number; i++) {
      ruling = decisions.decider().decide(read, 1_000_000);
    }
    return ruling.probability();
  }

  @Test
  void shouldCountLogsWithoutSpansAsOneSpan() throws ProblemsException {
    Decisions decisions = decisions("spans_per_second: 1");
    Trace logs = decisions.readLogs(trace("l").root("r").log(SEVERITY_NUMBER_INFO, "x"));
    assertThat(logs.spanCount()).isZero();
    decisions.decider().decide(logs, 0);
    for (int i = 0; i < 100; i++) {
      decisions.decider().decide(logs, 1_000_000);
    }

    assertThat(decisions.decider().decide(logs, 1_000_000).probability()).isLessThan(0.11);
  }

  @Test
  void shouldHaveItsShareOfTheLimit() throws ProblemsException {
    RuleSet set = set("spans_per_second: 100");

    assertThat(probabilityAfter(new Decisions(set, 1), spans(10), 1_000))
        .isCloseTo(0.1, within(0.001));
    assertThat(probabilityAfter(new Decisions(set, 0.25), spans(10), 1_000))
        .isCloseTo(0.025, within(0.001));
  }

  @Test
  void shouldSayTheProbabilityThatItsThresholdHas() throws ProblemsException {
    Decisions decisions = decisions("spans_per_second: 7");
    Trace read = decisions.read(spans(3));
    for (int i = 0; i < 10_000; i++) {
      Ruling ruling = decisions.decider().decide(read, 10L * i);
      String th = Threshold.encode(ruling.threshold());
      assertThat(th).hasSizeLessThanOrEqualTo(5);
      assertThat(OtelTraceState.parse("ot=th:" + th).threshold()).isEqualTo(ruling.threshold());
      assertThat(ruling.probability() * Threshold.adjustedCount(ruling.threshold()))
          .isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void shouldCountWhatTheRuleTakesAndNothingElse() throws ProblemsException {
    Decisions decisions =
        new Decisions(
            """
            - { name: errors, when: trace.error, keep: { traces_per_second: 1 } }
            - { name: rest, keep: 5% }
            """);
    for (int i = 0; i < 1_000; i++) {
      decisions.decide(spans(1), 0);
    }
    Ruling error = decisions.decider().decide(decisions.read(spans(1).error()), 0);

    assertThat(error.rule().name()).isEqualTo("errors");
    assertThat(error.probability()).isEqualTo(1);
  }

  @Test
  void shouldNotCountATraceThatIsDecidedAgain() throws ProblemsException {
    Decisions decisions = decisions("traces_per_second: 1");
    double before = probabilityAfter(decisions, spans(1), 100);
    for (int i = 0; i < 1_000; i++) {
      assertThat(decisions.decider().decideAgain(decisions.read(spans(1)), 1_000_000).probability())
          .isEqualTo(before);
    }

    assertThat(decisions.decider().decideAgain(decisions.read(spans(1)), 1_060_000).probability())
        .isEqualTo(1);
    assertThat(decisions.decider().decide(decisions.read(spans(1)), 1_000_000).probability())
        .isCloseTo(10 / 101.0, within(0.001));
  }

  @Test
  void shouldDecideTheSameTracesAlike() throws ProblemsException {
    List<Long> first = thresholds();

    assertThat(thresholds()).isEqualTo(first);
    assertThat(first).doesNotHaveDuplicates();
  }

  private static List<Long> thresholds() throws ProblemsException {
    Decisions decisions = decisions("spans_per_second: 3");
    Trace read = decisions.read(spans(5));
    List<Long> thresholds = new ArrayList<>();
    for (int i = 1; i <= 300; i++) {
      Ruling ruling = decisions.decider().decide(read, 7L * i);
      if (ruling.probability() < 1) {
        thresholds.add(ruling.threshold());
      }
    }
    return thresholds;
  }

  @Test
  void shouldAllocateNothingPerSpanAndOneSmallObjectPerTrace() throws ProblemsException {
    Decisions decisions = decisions("spans_per_second: 1");
    Trace trace = decisions.read(spans(500));
    for (int i = 0; i < 20_000; i++) {
      decisions.decider().decide(trace, i);
    }

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1_000; i++) {
      decisions.decider().decide(trace, 20_000 + i);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThanOrEqualTo(1_000 * 40);
  }
}
