// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import io.traceweir.tracestate.Threshold;
import io.traceweir.yaml.Decoder;
import io.traceweir.yaml.Fields;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.YamlMap;
import io.traceweir.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/**
 * Another share that is tried beside the one with which a rule decides, and never applied.
 *
 * @param probability the share of the rule's traces that would be kept, 0 to 1
 * @param threshold a trace would be kept when its randomness is at least this
 */
public record ShadowShare(Rule rule, double probability, long threshold) {
  static final Decoder<Share> DECODER = ShadowShare::decode;

  ShadowShare(Rule rule, Share share) {
    this(rule, share.probability(), share.threshold());
  }

  private static @Nullable Share decode(YamlNode node, Problems problems) {
    if (!(node instanceof YamlMap)) {
      problems.add(
          node, "expected the share to try out, such as `{ keep: 10% }`, found " + node.describe());
      return null;
    }
    try (Fields fields = Fields.of(node, "`shadow`", problems)) {
      Share share = fields.required("keep", Share.DECODER);
      YamlNode keep = fields.optional("keep");
      if (share != null && share.rate() != null && keep != null) {
        problems.add(
            keep,
            "`shadow` tries out a percentage, such as 10%; a rate is tried out in a file of"
                + " `candidates`");
        return null;
      }
      return share;
    }
  }

  /**
   * @param randomness of the trace, 56 bits
   */
  boolean keeps(long randomness) {
    return Threshold.keeps(randomness, threshold);
  }
}
