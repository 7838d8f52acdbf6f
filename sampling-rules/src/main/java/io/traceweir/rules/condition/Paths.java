// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import io.traceweir.rules.ottl.W3cTraceState;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks up what the names in a condition stand for. */
final class Paths {
  private static final String SPAN = "span.";
  private static final List<String> EVENT = List.of("event.", "spanevent.");

  private final Aliases aliases;
  private final Consumer<Mistake> mistakes;

  Paths(Aliases aliases, Consumer<Mistake> mistakes) {
    this.aliases = aliases;
    this.mistakes = mistakes;
  }

  static @Nullable Field field(String name, Subject subject) {
    if (name.startsWith("trace.")) {
      return Field.of(Subject.TRACE, name);
    }
    if (isOfRoot(name)) {
      return Field.of(Subject.SPAN, usual(name.substring("root.".length())));
    }
    if (subject == Subject.EVENT) {
      return ofEvent(name);
    }
    String prefix = subject.word() + ".";
    boolean prefixed = subject != Subject.TRACE && name.startsWith(prefix);
    return Field.of(subject, usual(prefixed ? name.substring(prefix.length()) : name));
  }

  /** Its own, those of its span by their longer names, and what both share with all the service. */
  private static @Nullable Field ofEvent(String name) {
    for (String prefix : EVENT) {
      if (name.startsWith(prefix)) {
        return Field.of(Subject.EVENT, name.substring(prefix.length()));
      }
    }
    if (name.startsWith(SPAN)) {
      return Field.of(Subject.SPAN, usual(name.substring(SPAN.length())));
    }
    Field own = Field.of(Subject.EVENT, name);
    boolean isShared =
        name.equals("service")
            || name.startsWith("resource.")
            || name.startsWith("scope.")
            || name.startsWith("instrumentation_scope.");
    return own == null && isShared ? Field.of(Subject.SPAN, usual(name)) : own;
  }

  private static boolean isOfRoot(String name) {
    return name.startsWith("root.");
  }

  /** OTTL has longer names for some. */
  private static String usual(String name) {
    if (name.startsWith("instrumentation_scope.")) {
      return name.substring("instrumentation_".length());
    }
    return switch (name) {
      case "status.code" -> "status";
      case "severity_number" -> "severity";
      default -> name;
    };
  }

  /** Reports what is wrong with the path, and then returns null. */
  Operand.@Nullable FieldOf operand(Expr.Path path, Subject subject) {
    Field field = field(path.name(), subject);
    if (field == null) {
      mistakes.accept(new Mistake(path.at(), unknown(path.name(), subject)));
      return null;
    }
    String wrong = wrongKeys(path, field);
    if (wrong != null) {
      mistakes.accept(new Mistake(path.at(), wrong));
      return null;
    }
    List<String> names = field.hasKey() ? aliases.expand(path.keys()) : path.keys();
    return new Operand.FieldOf(field, owner(path.name(), field, subject), names);
  }

  private static Operand.Owner owner(String name, Field field, Subject subject) {
    if (isOfRoot(name)) {
      return Operand.Owner.ROOT;
    }
    boolean ofSpan = subject == Subject.EVENT && field.subject() == Subject.SPAN;
    return ofSpan ? Operand.Owner.SPAN : Operand.Owner.ITSELF;
  }

  /** What to say of a name that is no field here. */
  String unknown(String name, Subject subject) {
    if (!aliases.names().containsKey(name)) {
      return UnknownField.message(name, subject);
    }
    String owner = subject == Subject.TRACE ? "root.attributes" : "attributes";
    String use = owner + "[" + Shown.text(name) + "]";
    return "`" + name + "` is an alias for attribute names; write `" + use + "`";
  }

  private static @Nullable String wrongKeys(Expr.Path path, Field field) {
    String name = path.name();
    if (field.hasKey() && path.keys().isEmpty()) {
      return "`" + name + "` needs the name of an attribute, as in `" + name + "[\"url.path\"]`";
    }
    if (field.hasMembers()) {
      return wrongMember(path);
    }
    if (!field.hasKey() && !path.keys().isEmpty()) {
      return "`" + name + "` is " + field.type().phrase() + " and has no `[…]` after it";
    }
    return path.keys().contains("") ? "the name of an attribute is empty" : null;
  }

  private static @Nullable String wrongMember(Expr.Path path) {
    String name = path.name();
    if (path.keys().size() > 1) {
      return "`" + name + "` is asked for one key, as in `" + name + "[\"rojo\"]`";
    }
    return path.keys().stream().allMatch(W3cTraceState::isKey)
        ? null
        : "no tracestate has the key `"
            + Shown.text(path.keys().get(0))
            + "`: a key begins with a small letter and goes on with such, digits and `_-*/`, 256 in"
            + " all, as in `rojo`; or with at most 241 before an `@`, where a digit may be the first,"
            + " and 14 after it, as in `tenant@rojo`";
  }
}
