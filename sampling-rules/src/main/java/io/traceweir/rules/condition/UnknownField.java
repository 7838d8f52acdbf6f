// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.yaml.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says of a name that means nothing where it stands, what was probably meant. */
final class UnknownField {
  private static final List<String> ATTRIBUTES =
      List.of("attributes.", "resource.attributes.", "scope.attributes.");

  private UnknownField() {}

  static String message(String name, Subject subject) {
    String elsewhere = elsewhere(name, subject);
    if (elsewhere != null) {
      return elsewhere;
    }
    String unknown = "unknown field `" + Shown.cut(name) + "`";
    String bracketed = bracketed(name);
    if (bracketed != null) {
      return unknown + "; the name of an attribute stands in brackets: `" + bracketed + "`";
    }
    List<String> known = known(subject);
    return known.stream()
        .filter(each -> each.endsWith("." + name) || isBeginning(name, each))
        .findFirst()
        .or(() -> Nearest.of(name, known))
        .map(near -> unknown + ", did you mean `" + near + "`?")
        .orElseGet(() -> unknown + otherwise(name, subject, known));
  }

  /** The first words of a longer name: `trace.critical_path`. */
  private static boolean isBeginning(String name, String known) {
    return name.contains(".") && (known.startsWith(name + ".") || known.startsWith(name + "_"));
  }

  /** A field of a span or log, used where the condition speaks about something else. */
  private static @Nullable String elsewhere(String name, Subject subject) {
    boolean ofSpan = subject != Subject.SPAN && Paths.field(name, Subject.SPAN) != null;
    boolean ofLog = subject != Subject.LOG && Paths.field(name, Subject.LOG) != null;
    String shown = "`" + name + "`";
    if (subject == Subject.EVENT && ofSpan) {
      return shown + " belongs to a span; of the span of an event it is `span." + name + "`";
    }
    if (subject == Subject.SPAN && ofLog) {
      return shown + " belongs to a log, not to a span";
    }
    if (subject == Subject.LOG && ofSpan) {
      return shown + " belongs to a span, not to a log";
    }
    if (subject == Subject.EVENT && ofLog) {
      return shown + " belongs to a log, not to an event";
    }
    if (ofSpan || ofLog) {
      return shown + " belongs to " + owner(ofSpan, ofLog) + "; write " + ways(name, ofSpan, ofLog);
    }
    return null;
  }

  private static String owner(boolean ofSpan, boolean ofLog) {
    return ofSpan && ofLog ? "a span or log" : ofSpan ? "a span" : "a log";
  }

  private static String ways(String name, boolean ofSpan, boolean ofLog) {
    List<String> ways = new ArrayList<>();
    if (Field.of(Subject.TRACE, "trace." + name) != null) {
      ways.add("`trace." + name + "`");
    }
    if (ofSpan) {
      ways.add("`root." + name + "`");
      ways.add("`any span(" + name + " …)`");
    }
    if (ofLog) {
      ways.add("`any log(" + name + " …)`");
    }
    int last = ways.size() - 1;
    return last == 0
        ? ways.get(0)
        : String.join(", ", ways.subList(0, last)) + " or " + ways.get(last);
  }

  private static @Nullable String bracketed(String name) {
    String root = name.startsWith("root.") ? "root." : "";
    String rest = name.substring(root.length());
    for (String prefix : ATTRIBUTES) {
      if (rest.startsWith(prefix)) {
        String owner = prefix.substring(0, prefix.length() - 1);
        return root + owner + "[" + Shown.text(rest.substring(prefix.length())) + "]";
      }
    }
    return null;
  }

  private static String otherwise(String name, Subject subject, List<String> known) {
    String owner = reserved(name);
    if (name.contains(".") && owner.isEmpty()) {
      String attributes = subject == Subject.TRACE ? "root.attributes" : "attributes";
      return "; an attribute is written `" + attributes + "[" + Shown.text(name) + "]`";
    }
    String wanted = owner.isEmpty() && subject == Subject.TRACE ? "trace." : owner;
    String others =
        !owner.isEmpty() ? "" : subject == Subject.TRACE ? ", root.…" : ", trace.…, root.…";
    return known.stream()
        .filter(candidate -> reserved(candidate).equals(wanted))
        .collect(Collectors.joining(", ", "; known here: ", others));
  }

  /** The beginning that says of what a field is asked, or "". */
  private static String reserved(String name) {
    return name.startsWith("trace.") ? "trace." : name.startsWith("root.") ? "root." : "";
  }

  private static List<String> known(Subject subject) {
    List<String> known = new ArrayList<>();
    for (Field field : Field.values()) {
      if (field.subject() == subject || field.subject() == Subject.TRACE) {
        known.add(field.word());
      }
    }
    for (Field field : Field.values()) {
      if (field.subject() == Subject.SPAN) {
        known.add("root." + field.word());
        if (subject == Subject.EVENT) {
          known.add("span." + field.word());
        }
      }
    }
    return known;
  }
}
