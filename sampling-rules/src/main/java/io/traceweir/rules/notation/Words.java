// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.traceweir.rules.notation.Piece.Word;
import io.traceweir.yaml.Nearest;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The words of the notation, and what looks so much like one that it may be meant. */
final class Words {
  static final Map<String, SpanKind> KINDS =
      Map.of(
          "internal", SpanKind.SPAN_KIND_INTERNAL,
          "server", SpanKind.SPAN_KIND_SERVER,
          "client", SpanKind.SPAN_KIND_CLIENT,
          "producer", SpanKind.SPAN_KIND_PRODUCER,
          "consumer", SpanKind.SPAN_KIND_CONSUMER,
          "unspecified", SpanKind.SPAN_KIND_UNSPECIFIED);

  static final Map<String, StatusCode> STATUSES =
      Map.of(
          "unset", StatusCode.STATUS_CODE_UNSET,
          "ok", StatusCode.STATUS_CODE_OK,
          "error", StatusCode.STATUS_CODE_ERROR);

  static final String LATE = "late";
  static final String ORPHAN = "orphan";
  static final String ROOT = "root";

  private static final Set<String> ALL = new LinkedHashSet<>();

  static {
    ALL.addAll(KINDS.keySet());
    ALL.addAll(STATUSES.keySet());
    ALL.addAll(Set.of(LATE, ORPHAN, ROOT));
  }

  private static final String UNITS = "(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:ns|us|µs|ms|s|m|h)";
  private static final Pattern DURATION = Pattern.compile("(?:" + UNITS + ")+|0");
  private static final Pattern OFFSET = Pattern.compile("[+-](?:(?:" + UNITS + ")+|0)");
  private static final Pattern TIMES = Pattern.compile("x\\d{1,6}");
  private static final Pattern ALMOST_A_NUMBER = Pattern.compile("[+-]?\\.?\\d.*|x\\d.*");

  /** A slip of a short word is another word. */
  private static final int MIN_SLIP = 4;

  private Words() {}

  static boolean isDuration(Word word) {
    return !word.isQuoted() && DURATION.matcher(word.text()).matches();
  }

  static boolean isOffset(Word word) {
    return !word.isQuoted() && OFFSET.matcher(word.text()).matches();
  }

  static boolean isTimes(Word word) {
    return !word.isQuoted() && TIMES.matcher(word.text()).matches();
  }

  /** Ends the name of a span. */
  static boolean isOne(Word word) {
    return !word.isQuoted()
        && (ALL.contains(word.text()) || isDuration(word) || isOffset(word) || isTimes(word));
  }

  /** A slip in such a word would silently become a part of the name. */
  static boolean isAlmostOne(Word word) {
    String text = word.text();
    return isAlmostANumber(text)
        || ALL.stream().anyMatch(known -> isSlip(text, known))
        || text.endsWith(",");
  }

  static boolean isAlmostANumber(String text) {
    return ALMOST_A_NUMBER.matcher(text).matches();
  }

  /** One letter more, fewer, or another, or two that are swapped: products are no producer. */
  private static boolean isSlip(String text, String b) {
    if (text.length() < MIN_SLIP) {
      return text.equalsIgnoreCase(b);
    }
    String a = text.toLowerCase(Locale.ROOT);
    int shorter = Math.min(a.length(), b.length());
    int head = 0;
    while (head < shorter && a.charAt(head) == b.charAt(head)) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && a.charAt(a.length() - 1 - tail) == b.charAt(b.length() - 1 - tail)) {
      tail++;
    }
    String x = a.substring(head, a.length() - tail);
    String y = b.substring(head, b.length() - tail);
    boolean swapped =
        x.length() == 2
            && y.length() == 2
            && x.charAt(0) == y.charAt(1)
            && x.charAt(1) == y.charAt(0);
    return swapped || Math.max(x.length(), y.length()) <= 1;
  }

  static String hint(String word) {
    return Nearest.hint(word, ALL);
  }
}
