// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.otlp.Signal;
import io.traceweir.rules.condition.Explainer;
import io.traceweir.testkit.TraceBuilder;
import io.traceweir.testkit.Traces;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceId;
import io.traceweir.trace.TraceReader;

/**
 * For the fuzzer: a condition is refused with a place in it, or it is true, false or without a
 * result for a span, and says the same when it is asked again.
 */
public final class OttlTarget {
  private static final int LONGEST_MESSAGE = 1_000;

  private OttlTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, UTF_8);
    try {
      String once = answer(OttlCondition.read(text, OttlCondition.Subject.SPAN));
      assertThat(answer(OttlCondition.read(text, OttlCondition.Subject.SPAN))).isEqualTo(once);
    } catch (OttlException e) {
      assertThat(e.offset()).isBetween(0, text.length());
      assertThat(e.message()).isNotBlank().hasSizeLessThan(LONGEST_MESSAGE + text.length());
    }
  }

  private static String answer(OttlCondition condition) {
    AttributeNames names = new AttributeNames();
    OttlCondition.Asked asked = condition.bind(names);
    Explainer explainer = Explainer.of(condition, names);
    Trace trace = read(names);
    Scene scene = new Scene();
    scene.on(trace, trace.span(0));
    String answer = answer(asked, scene);
    assertThat(explainer.explain(trace).holds()).isEqualTo(answer.equals("true"));
    return answer;
  }

  private static String answer(OttlCondition.Asked asked, Scene scene) {
    try {
      return Boolean.toString(asked.holds(scene));
    } catch (EvaluationException e) {
      return "no result";
    }
  }

  private static Trace read(AttributeNames names) {
    TraceBuilder builder =
        Traces.trace("a").root("GET /").attribute("a", "x=1 y=2").attribute("n", 5).error();
    TraceId id = TraceId.ofHex(builder.traceId());
    TraceReader reader = new TraceReader(names, new ResourceCache());
    reader.begin(id.high(), id.low());
    byte[] spans = builder.request().toByteArray();
    reader.add(Signal.SPANS, spans, 0, spans.length);
    return reader.finish();
  }
}
