// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.notation;

import io.traceweir.rules.notation.Piece.Assignment;
import io.traceweir.rules.notation.Piece.Word;
import io.traceweir.yaml.GoDuration;
import io.traceweir.yaml.Nearest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What follows the name: kind, status, times, attributes. */
final class Traits {
  private static final String RESOURCE = "resource.";
  private static final String SCOPE = "scope.";
  private static final List<String> SPAN_FIELDS =
      List.of("@tracestate", "@flags", "@status_message");
  private static final List<String> LOG_FIELDS = List.of("@severity_text");

  private final Mistakes mistakes;

  Traits(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  void apply(Word word, SpanDraft span) {
    String text = word.text();
    if (Words.KINDS.containsKey(text)) {
      once(word, span.kind, "kind");
      span.kind = Words.KINDS.get(text);
    } else if (Words.STATUSES.containsKey(text)) {
      once(word, span.status, "status");
      span.status = Words.STATUSES.get(text);
    } else if (Words.isDuration(word)) {
      once(word, span.lastsNanos, "duration");
      span.lastsNanos = nanos(word, text);
    } else if (Words.isOffset(word)) {
      offset(word, span);
    } else if (Words.isTimes(word)) {
      times(word, span);
    } else if (text.equals(Words.LATE)) {
      span.isLate = true;
    } else {
      top(word, span);
    }
  }

  private void times(Word word, SpanDraft span) {
    once(word, span.times, "number of times");
    span.times = Integer.parseInt(word.text().substring(1));
    if (span.times < 1) {
      mistakes.add(word, "a span is there once at least: leave out the line, or write `x1`");
      span.times = 1;
    }
  }

  private void top(Word word, SpanDraft span) {
    if (span.parent != null) {
      mistakes.add(word, "a span that is indented has a parent, so it is no `" + word.text() + "`");
    }
    span.isOrphan |= word.text().equals(Words.ORPHAN);
    span.isRoot |= word.text().equals(Words.ROOT);
  }

  /** Of a log or an event. */
  boolean applyBelowSpan(Word word, Draft draft) {
    if (Words.isOffset(word)) {
      offset(word, draft);
      return true;
    }
    boolean late = word.is(Words.LATE);
    draft.isLate |= late;
    return late;
  }

  private void offset(Word word, Draft draft) {
    once(word, draft.startsAfterNanos, "start");
    boolean negative = word.text().startsWith("-");
    long nanos = nanos(word, word.text().substring(1));
    draft.startsAfterNanos = negative ? -nanos : nanos;
  }

  private long nanos(Word word, String text) {
    try {
      long nanos = GoDuration.parse(text).toNanos();
      if (nanos <= Timeline.LONGEST_NANOS) {
        return nanos;
      }
    } catch (IllegalArgumentException e) {
      // longer than 292 years
    }
    mistakes.add(word, "longer than a day");
    return 0;
  }

  private void once(Word word, @Nullable Object before, String what) {
    if (before != null) {
      mistakes.add(word, "a second " + what + " in this line");
    }
  }

  void assign(Assignment set, SpanDraft span) {
    if (set.isQuoted() || !isSpecial(set.key())) {
      put(set, set.key(), span.attributes);
    } else if (set.key().startsWith(RESOURCE)) {
      put(set, set.key().substring(RESOURCE.length()), span.resource);
    } else if (set.key().startsWith(SCOPE)) {
      scope(set, span.scope);
    } else {
      field(set, span);
    }
  }

  private void field(Assignment set, SpanDraft span) {
    String value = set.text();
    switch (set.key()) {
      case "@tracestate" -> span.traceState = value;
      case "@status_message" -> span.statusMessage = value;
      case "@flags" -> {
        if (set.value() instanceof Long flags && flags >= 0 && flags <= 0xffff) {
          span.flags = flags.intValue();
        } else {
          mistakes.add(set.valueOffset(), "flags are a number, 0 to 65535");
        }
      }
      default -> unknownField(set, SPAN_FIELDS);
    }
  }

  void assign(Assignment set, LogDraft log) {
    if (set.isQuoted() || !isSpecial(set.key())) {
      put(set, set.key(), log.attributes);
    } else if (set.key().startsWith(RESOURCE)) {
      put(set, set.key().substring(RESOURCE.length()), log.resource);
    } else if (set.key().startsWith(SCOPE)) {
      scope(set, log.scope);
    } else if (set.key().equals("@severity_text")) {
      log.severityText = set.text();
    } else {
      unknownField(set, LOG_FIELDS);
    }
  }

  void assign(Assignment set, EventDraft event) {
    put(set, set.key(), event.attributes);
  }

  private void unknownField(Assignment set, List<String> known) {
    mistakes.add(
        set,
        "`"
            + set.key()
            + "` is no field"
            + Nearest.hint(set.key(), known)
            + "; known: "
            + String.join(", ", known)
            + "; quote the key if it is an attribute's name");
  }

  private static boolean isSpecial(String key) {
    return key.startsWith(RESOURCE) || key.startsWith(SCOPE) || key.startsWith("@");
  }

  /** Its name and its version are texts. */
  private void scope(Assignment set, Map<String, Object> scope) {
    String key = set.key().substring(SCOPE.length());
    boolean isText = key.equals("name") || key.equals("version");
    put(set, key, isText ? set.text() : set.value(), scope);
  }

  private void put(Assignment set, String key, Map<String, Object> into) {
    put(set, key, set.value(), into);
  }

  private void put(Assignment set, String key, Object value, Map<String, Object> into) {
    if (into.put(key, value) != null) {
      mistakes.add(set, "`" + key + "` has a value already");
    }
  }
}
