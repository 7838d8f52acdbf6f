// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random trees, written down with everything said, come out as they went in. */
class NotationModelTest {
  private static final String[] NAMES = {
    "GET /checkout", "\"a, b = c\"", "SELECT", "\"error\"", "\"say \\\"x\\\"\"", "chat gpt-4o"
  };
  private static final String[] MEANT = {
    "GET /checkout", "a, b = c", "SELECT", "error", "say \"x\"", "chat gpt-4o"
  };
  private static final SpanKind[] KINDS = {
    SpanKind.SPAN_KIND_CLIENT, SpanKind.SPAN_KIND_SERVER, SpanKind.SPAN_KIND_INTERNAL
  };

  private final List<String> expected = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  @Test
  void shouldComeOutAsTheyWentIn() {
    for (int seed = 0; seed < 300; seed++) {
      expected.clear();
      text.setLength(0);
      write(new Random(seed), 0, "none", 0);
      assertThat(found())
          .as("seed %s:%n%s", seed, text)
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  /** The number of a span is an attribute, so that parents can be told apart. */
  private void write(Random random, int depth, String parent, long parentStart) {
    int name = random.nextInt(NAMES.length);
    SpanKind kind = KINDS[random.nextInt(KINDS.length)];
    boolean error = random.nextBoolean();
    long offset = depth == 0 ? 0 : random.nextInt(2_000) - 500;
    long lasts = random.nextInt(100_000);
    String number = "n" + expected.size();
    long start = parentStart + offset;
    expected.add(shown(number, parent, MEANT[name], kind, error, start, lasts));
    List<String> words = new ArrayList<>();
    words.add(kind.name().substring("SPAN_KIND_".length()).toLowerCase(Locale.ROOT));
    words.add(error ? "error" : "unset");
    words.add((offset < 0 ? "" : "+") + offset + "ms");
    words.add(lasts + "ms");
    words.add("number=" + number);
    Collections.shuffle(words, random);
    text.append("  ".repeat(depth)).append("s ").append(NAMES[name]).append(' ');
    text.append(String.join("  ", words)).append(random.nextInt(5) == 0 ? "  # so\n\n" : "\n");
    for (int child = random.nextInt(depth > 5 ? 1 : 4); child > 0; child--) {
      write(random, depth + 1, number, start);
    }
  }

  private static String shown(
      String number,
      String parent,
      String name,
      SpanKind kind,
      boolean error,
      long start,
      long lasts) {
    return String.join(
        "|", number, parent, name, kind.name(), error ? "error" : "", start + "+" + lasts);
  }

  private List<String> found() {
    Written trace = Written.of(text.toString());
    Map<ByteString, String> numbers = new HashMap<>();
    numbers.put(ByteString.EMPTY, "none");
    trace.spans().forEach(span -> numbers.put(span.getSpanId(), number(span)));
    long origin =
        trace.spans().stream()
            .filter(span -> span.getParentSpanId().isEmpty())
            .findFirst()
            .orElseThrow()
            .getStartTimeUnixNano();
    return trace.spans().stream().map(span -> shown(span, numbers, origin)).toList();
  }

  private static String shown(Span span, Map<ByteString, String> numbers, long origin) {
    return shown(
        number(span),
        String.valueOf(numbers.get(span.getParentSpanId())),
        span.getName(),
        span.getKind(),
        span.getStatus().getCodeValue() == 2,
        (span.getStartTimeUnixNano() - origin) / 1_000_000,
        (span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / 1_000_000);
  }

  private static String number(Span span) {
    return Written.value(span.getAttributesList(), "number").getStringValue();
  }
}
