// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.tracestate.Threshold;
import io.traceweir.yaml.Decoder;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.YamlMap;
import io.traceweir.yaml.YamlNode;
import io.traceweir.yaml.YamlScalar;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much of its traces a rule keeps: `100%`, `5%`, `0.1%`, `0%`, or so much a second.
 *
 * @param rate null for a percentage; else all are kept while less comes than that
 */
record Share(double probability, long threshold, @Nullable Rate rate) {
  static final Decoder<Share> DECODER = Share::decode;

  private static final String EXPECTED = "expected a percentage from 0% to 100%, such as 5%";
  private static final String OR_RATE = EXPECTED + ", or a rate such as " + RateReader.EXAMPLE;
  private static final Pattern NUMBER = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,18})?) ?(%?)");

  private static @Nullable Share decode(YamlNode node, Problems problems) {
    if (node instanceof YamlMap map) {
      Rate rate = new RateReader(problems).read(map);
      return rate == null ? null : new Share(1, 0, rate);
    }
    if (!(node instanceof YamlScalar scalar) || scalar.isNull()) {
      problems.add(node, OR_RATE + ", found " + node.describe());
      return null;
    }
    Matcher number = NUMBER.matcher(scalar.text());
    if (!number.matches()) {
      problems.add(node, OR_RATE + ", found " + node.describe());
      return null;
    }
    if (number.group(2).isEmpty()) {
      problems.add(node, withoutPercent(number.group(1)));
      return null;
    }
    return ofPercent(new BigDecimal(number.group(1)), node, problems);
  }

  private static @Nullable Share ofPercent(BigDecimal percent, YamlNode node, Problems problems) {
    if (percent.compareTo(BigDecimal.valueOf(100)) > 0) {
      problems.add(node, EXPECTED + "; more than all of the traces cannot be kept");
      return null;
    }
    double probability = percent.movePointLeft(2).doubleValue();
    long threshold = Threshold.ofProbability(probability);
    if (threshold == Threshold.NEVER && percent.signum() > 0) {
      problems.add(node, "this is less than one trace in 2^56; write 0% to keep none");
      return null;
    }
    return new Share(probability, threshold, null);
  }

  private static String withoutPercent(String number) {
    BigDecimal value = new BigDecimal(number);
    String written = "a percentage needs its `%`: write `" + number + "%`";
    boolean maybeFraction = value.signum() > 0 && value.compareTo(BigDecimal.ONE) <= 0;
    if (!maybeFraction) {
      return written;
    }
    String percent = value.movePointRight(2).stripTrailingZeros().toPlainString();
    return written + ", or `" + percent + "%` if " + number + " is a share of 1";
  }
}
