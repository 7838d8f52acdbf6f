// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import io.traceweir.rules.notation.TraceNotation;
import io.traceweir.rules.notation.WrittenTrace;
import io.traceweir.rules.testing.Expectation.Keep;
import io.traceweir.rules.testing.Expectation.Named;
import io.traceweir.rules.testing.Expectation.Upgrade;
import io.traceweir.yaml.Decoder;
import io.traceweir.yaml.Decoders;
import io.traceweir.yaml.Fields;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.YamlMap;
import io.traceweir.yaml.YamlNode;
import io.traceweir.yaml.YamlScalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one test. */
final class TestReader {
  static final int MAX_NAME = 200;

  private static final List<String> WORDS = List.of("rule", "policy", "keep", "outcome");

  private static final Decoder<YamlScalar> FILE =
      (node, problems) -> {
        if (node instanceof YamlScalar scalar && !scalar.isNull()) {
          return scalar;
        }
        problems.add(node, "expected the name of a file, found " + node.describe());
        return null;
      };

  private final TraceFiles files;
  private final Problems problems;

  TestReader(TraceFiles files, Problems problems) {
    this.files = files;
    this.problems = problems;
  }

  /** Null when something is wrong. */
  @Nullable TestCase read(YamlScalar name, YamlNode node) {
    checkName(name);
    if (!(node instanceof YamlMap)) {
      problems.add(
          node, "a test must be a map with a `trace` and what to expect, found " + node.describe());
      return null;
    }
    try (Fields test = Fields.of(node, "a test", problems)) {
      TestedTrace trace = trace(test);
      Expectation expectation = expectation(test);
      test.optional("note", Decoders.STRING);
      if (expectation.isEmpty() && WORDS.stream().noneMatch(test::has)) {
        problems.add(
            name,
            "this test expects nothing: say `rule`, `keep` (the share that is kept: 5%) or `outcome`"
                + " (kept or dropped)");
      }
      if (trace == null) {
        return null;
      }
      checkLate(test, trace, expectation);
      return new TestCase(name.text(), name, trace, expectation);
    }
  }

  private void checkName(YamlScalar name) {
    String text = name.text();
    if (text.isBlank()
        || text.length() > MAX_NAME
        || text.chars().anyMatch(Character::isISOControl)) {
      problems.add(name, "the name of a test is one line of at most " + MAX_NAME + " characters");
    }
  }

  private @Nullable TestedTrace trace(Fields test) {
    YamlNode written = test.optional("trace");
    YamlNode recorded = test.optional("files");
    List<YamlScalar> names = test.optional("files", Decoders.oneOrMore(FILE));
    YamlNode id = test.optional("trace_id");
    if (written != null && recorded != null) {
      problems.add(recorded, "a test has either a `trace` or `files`");
      return null;
    }
    if (names != null) {
      YamlScalar which = id == null ? null : FILE.decode(id, problems);
      return files.read(names, which, problems);
    }
    if (id != null && recorded == null) {
      problems.add(id, "`trace_id` chooses one of the traces in `files`; write `trace id=…` here");
    }
    if (written == null) {
      if (recorded == null) {
        problems.add(test.node(), "a test needs a `trace`, or `files` with one");
      }
      return null;
    }
    WrittenTrace trace = TraceNotation.read(written, problems);
    return trace == null ? null : TestedTrace.of(trace);
  }

  private Expectation expectation(Fields test) {
    Named rule = named(test, "rule");
    Named policy = named(test, "policy");
    if (rule != null && policy != null) {
      problems.add(policy.at(), "`rule` and `policy` are the same; say one of them");
    }
    return new Expectation(
        rule == null ? policy : rule,
        keep(test),
        test.optional("outcome", Outcome.DECODER),
        upgrade(test));
  }

  private static @Nullable Keep keep(Fields test) {
    YamlNode at = test.optional("keep");
    Double share = test.optional("keep", Decoders.PERCENTAGE);
    return at == null || share == null ? null : new Keep(share, at);
  }

  private static @Nullable Named named(Fields test, String key) {
    YamlNode at = test.optional(key);
    String name = test.optional(key, Decoders.STRING);
    return at == null || name == null ? null : new Named(name, at);
  }

  private @Nullable Upgrade upgrade(Fields test) {
    YamlNode at = test.optional("upgrade");
    if (!(at instanceof YamlScalar scalar) || scalar.isNull()) {
      if (at != null) {
        problems.add(at, "expected the rule that brings the trace back, or false");
      }
      return null;
    }
    boolean none = scalar.kind() == YamlScalar.Kind.BOOLEAN && scalar.text().equals("false");
    return new Upgrade(none ? null : scalar.text(), at);
  }

  private void checkLate(Fields test, TestedTrace trace, Expectation expectation) {
    Upgrade upgrade = expectation.upgrade();
    if (trace.hasLate() && upgrade == null) {
      problems.add(
          test.node(),
          "a part of this trace is `late`; say what comes of that: `upgrade:` with the rule that"
              + " brings the trace back, or `upgrade: false`");
    } else if (!trace.hasLate() && upgrade != null) {
      problems.add(
          upgrade.at(), "nothing of this trace comes late: add `late` to a span or log of it");
    }
  }
}
