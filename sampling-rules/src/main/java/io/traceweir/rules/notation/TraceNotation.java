// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import io.traceweir.yaml.Problems;
import io.traceweir.yaml.YamlNode;
import io.traceweir.yaml.YamlScalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads traces as people write them:
 *
 * <pre>
 * shop GET /checkout 1.2s http.response.status_code=502
 *   payment POST /charge client error
 *     log ERROR "card refused"
 * </pre>
 *
 * <p>A line is a span: its service, its name, and then in any order what is special about it. What
 * is indented belongs to the span above it. Everything else has a default: kinds by the place,
 * times so that children follow one another inside their parent, ids by counting.
 */
public final class TraceNotation {
  private static final String EXPECTED =
      "expected a trace, one span a line: `trace: |`, and below it `shop GET /checkout 1.2s`";

  private TraceNotation() {}

  /** Null when something is wrong, and then it is in {@code problems}. */
  public static @Nullable WrittenTrace read(YamlNode node, Problems problems) {
    if (!(node instanceof YamlScalar text) || text.isNull()) {
      problems.add(node, EXPECTED + "; found " + node.describe());
      return null;
    }
    if (isRunTogether(text)) {
      problems.add(node, "in YAML these lines are one; begin them with a bar: `trace: |`");
      return null;
    }
    Mistakes mistakes = new Mistakes(text, problems);
    int before = problems.size();
    List<Line> lines = new LineReader(text.text(), mistakes).read();
    WrittenTrace trace = new TreeReader(mistakes).read(lines);
    if (problems.size() == before && !trace.hasItems()) {
      problems.add(node, "this trace is empty; " + EXPECTED);
    } else if (problems.size() == before && trace.spanCount() > WrittenTrace.MAX_SPANS) {
      problems.add(node, "a written trace has at most " + WrittenTrace.MAX_SPANS + " spans");
    }
    return problems.size() == before ? trace : null;
  }

  /** Several lines without a `|`: YAML makes one line of them, and who calls whom is gone. */
  private static boolean isRunTogether(YamlScalar text) {
    return text.isPlain() && text.positionOf(text.text().length()).line() > text.position().line();
  }
}
