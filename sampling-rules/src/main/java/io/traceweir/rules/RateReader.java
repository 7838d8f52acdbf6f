// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.rules.Rate.Unit;
import io.traceweir.yaml.ByteSize;
import io.traceweir.yaml.Decoder;
import io.traceweir.yaml.Decoders;
import io.traceweir.yaml.Fields;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code { spans_per_second: 500 }}. */
final class RateReader {
  static final String EXAMPLE = "`{ spans_per_second: 500 }`";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(?:\\.[0-9]{1,6})?");
  private static final Pattern WITHOUT_UNIT = Pattern.compile("[0-9]+(?:\\.[0-9]+)?");

  private final Problems problems;

  RateReader(Problems problems) {
    this.problems = problems;
  }

  /** Null when something is wrong. */
  @Nullable Rate read(YamlMap map) {
    List<@Nullable Rate> rates = new ArrayList<>();
    try (Fields fields = Fields.of(map, "`keep`", problems)) {
      for (Unit unit : Unit.values()) {
        Rate rate = fields.optional(unit.key(), decoder(unit));
        if (fields.has(unit.key())) {
          rates.add(rate);
        }
      }
    }
    if (map.entries().isEmpty()) {
      String keys = String.join(", ", Unit.keys());
      problems.add(map, "`keep` needs one of " + keys + ", as in " + EXAMPLE);
    } else if (rates.size() > 1) {
      problems.add(map, "`keep` holds one limit; leave out all but one");
    }
    return rates.size() == 1 ? rates.get(0) : null;
  }

  private static Decoder<Rate> decoder(Unit unit) {
    return unit == Unit.BYTES
        ? Decoders.scalar("a size such as 1MiB", RateReader::bytes)
        : Decoders.scalar("a number above 0, such as 500", text -> number(unit, text));
  }

  private static Rate number(Unit unit, String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "expected a number above 0, such as 500, found \"" + text + "\"");
    }
    return rate(unit, Double.parseDouble(text));
  }

  private static Rate bytes(String text) {
    if (WITHOUT_UNIT.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a size needs its unit: write `" + text + "B`, or for example `1MiB`");
    }
    return rate(Unit.BYTES, (double) ByteSize.parse(text));
  }

  private static Rate rate(Unit unit, double perSecond) {
    if (perSecond == 0) {
      throw new IllegalArgumentException(
          "`" + unit.key() + "` has to be more than 0; write `keep: 0%` to keep none");
    }
    return new Rate(unit, perSecond);
  }
}
