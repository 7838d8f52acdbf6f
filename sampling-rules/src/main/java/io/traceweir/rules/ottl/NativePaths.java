// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The paths of OTTL in a condition of the native language, and those that are only there. */
final class NativePaths {
  private static final Set<String> OWNERS = Set.of("root", "trace");

  private final OttlCondition.Subject subject;
  private final Predicate<String> isAlias;

  NativePaths(OttlCondition.Subject subject, Predicate<String> isAlias) {
    this.subject = subject;
    this.isAlias = isAlias;
  }

  /**
   * What is left of a path when the words are gone that say whose field it is: at the trace that is
   * `root.`, since nothing else of a trace has fields that OTTL knows.
   */
  List<Node.Segment> relative(List<Node.Segment> path) throws OttlException {
    Node.Segment first = path.get(0);
    String word = path.size() > 1 ? first.name() : "";
    if (subject != OttlCondition.Subject.TRACE) {
      if (OWNERS.contains(word)) {
        throw new OttlException(
            first.at(),
            "`"
                + word
                + ".…` has no place beside functions and arithmetic inside parentheses: they know"
                + " only the span or event that the parentheses speak about");
      }
      return word.equals("event") ? path.subList(1, path.size()) : path;
    }
    if (!word.equals("root")) {
      throw new OttlException(
          first.at(),
          "`"
              + String.join(".", path.stream().map(Node.Segment::name).toList())
              + "` cannot be asked of a trace here; functions and arithmetic know fields of the"
              + " root, as in `root.name`, and trace.error_count, trace.span_count, trace.log_count,"
              + " trace.bytes, trace.duration; or ask in `any span(…)`");
    }
    return path.subList(1, path.size());
  }

  /** A field that is written with its owner and that OTTL has not, or null. */
  @Nullable Value ofTrace(List<Node.Segment> path) {
    boolean isTrace =
        subject == OttlCondition.Subject.TRACE
            && path.size() == 2
            && path.get(0).name().equals("trace")
            && path.stream().allMatch(segment -> segment.keys().isEmpty());
    return !isTrace
        ? null
        : switch (path.get(1).name()) {
          case "error_count" -> scene -> (long) scene.trace().errorCount();
          case "span_count" -> scene -> (long) scene.trace().spanCount();
          case "log_count" -> scene -> (long) scene.trace().logCount();
          case "bytes" -> scene -> scene.trace().bytes();
          case "duration" -> scene -> new Nanos(scene.trace().durationNanos());
          default -> null;
        };
  }

  /** A field of a span or event that OTTL has not, or null. */
  static @Nullable Value plain(String owner, String name) {
    boolean ofSpan = owner.equals("span");
    return switch (name) {
      case "service" -> scene -> scene.span().resource().serviceName();
      case "duration" -> ofSpan ? scene -> new Nanos(scene.span().durationNanos()) : null;
      default -> null;
    };
  }

  void refuseAlias(int at, String name) throws OttlException {
    if (isAlias.test(name)) {
      throw new OttlException(
          at,
          "`"
              + name
              + "` is an alias, and functions and arithmetic know none; write the attribute's own"
              + " name");
    }
  }
}
