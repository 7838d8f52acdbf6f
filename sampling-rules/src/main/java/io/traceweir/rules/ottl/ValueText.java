// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import io.traceweir.rules.condition.ConditionText;
import io.traceweir.yaml.GoDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as people read them, whatever their type. */
public final class ValueText {
  private static final long SECOND = 1_000_000_000;

  private ValueText() {}

  /** Of a value that a condition or an attribute has. */
  public static String of(@Nullable Object value) {
    if (value instanceof String text) {
      return ConditionText.quoted(text);
    }
    if (value instanceof byte[] bytes) {
      return bytes.length + " bytes";
    }
    if (value instanceof List<?> list) {
      return list.stream().map(ValueText::of).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof Pairs pairs ? map(pairs) : special(value);
  }

  private static String map(Pairs pairs) {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      entries.add(of(pairs.keys().get(i)) + ": " + of(pairs.values().get(i)));
    }
    return "{" + String.join(", ", entries) + "}";
  }

  private static String special(@Nullable Object value) {
    if (value instanceof Nanos length) {
      return GoDuration.print(Duration.ofNanos(Math.max(length.nanos(), -Long.MAX_VALUE)));
    }
    if (value instanceof Instant64 time) {
      long seconds = Math.floorDiv(time.nanos(), SECOND);
      return Instant.ofEpochSecond(seconds, Math.floorMod(time.nanos(), SECOND)).toString();
    }
    return value instanceof Id id ? id.hex() : value == null ? "nil" : value.toString();
  }
}
