// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.condition;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.traceweir.rules.condition.NaiveTrace.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The language said once more, as plainly as possible: straight from what was written, over OTLP's
 * own objects, with boxed values and no thought of speed.
 */
final class NaiveConditions {
  private static final List<String> SEVERITIES =
      List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");
  private static final Map<String, List<String>> ENUMS =
      Map.of(
          "kind", List.of("unspecified", "internal", "server", "client", "producer", "consumer"),
          "status", List.of("unset", "ok", "error"));

  private final Aliases aliases;
  private final NaiveTrace trace;

  NaiveConditions(Aliases aliases, NaiveTrace trace) {
    this.aliases = aliases;
    this.trace = trace;
  }

  boolean holds(Expr expr) {
    return holds(expr, null);
  }

  private boolean holds(Expr expr, @Nullable Item item) {
    if (expr instanceof Expr.And and) {
      return and.parts().stream().allMatch(part -> holds(part.expr(), item));
    }
    if (expr instanceof Expr.Or or) {
      return or.parts().stream().anyMatch(part -> holds(part.expr(), item));
    }
    if (expr instanceof Expr.Not not) {
      return !holds(not.inner(), item);
    }
    if (expr instanceof Expr.Quantified quantified) {
      Predicate<Item> inner = each -> holds(quantified.inner(), each);
      List<Item> items = trace.items(quantified.subject(), item);
      return switch (quantified.quantifier()) {
        case ANY -> items.stream().anyMatch(inner);
        case ALL -> items.stream().allMatch(inner);
        case NO -> items.stream().noneMatch(inner);
      };
    }
    if (expr instanceof Expr.Exists exists) {
      return value(exists.path(), item) != null;
    }
    if (expr instanceof Expr.Ottl ottl) {
      return Boolean.TRUE.equals(ottl(ottl.text(), item));
    }
    if (expr instanceof Expr.In in && value(in.list(), item) instanceof Set<?> services) {
      return services.contains(value(in.left(), item));
    }
    if (expr instanceof Expr.In in) {
      return ((Expr.ListOf) in.list())
          .items().stream().anyMatch(each -> compare("==", in.left(), each, item));
    }
    if (expr instanceof Expr.TextTest test) {
      return text(test, item);
    }
    if (expr instanceof Expr.Comparison comparison) {
      return compare(comparison.op().sign(), comparison.left(), comparison.right(), item);
    }
    return Boolean.TRUE.equals(value(expr, item));
  }

  private boolean text(Expr.TextTest test, @Nullable Item item) {
    Object value = value(test.left(), item);
    String wanted = (String) ((Expr.Literal) test.right()).value();
    if (value == null || value instanceof byte[] || wanted == null) {
      return false;
    }
    if (value instanceof Set<?> services) {
      return services.contains(wanted);
    }
    String text = value.toString().replaceAll("^(-?[0-9]+)\\.0$", "$1");
    return switch (test.op()) {
      case MATCHES -> Pattern.compile(wanted).matcher(text).find();
      case CONTAINS -> text.contains(wanted);
      case STARTS_WITH -> text.startsWith(wanted);
      case ENDS_WITH -> text.endsWith(wanted);
    };
  }

  private boolean compare(String sign, Expr left, Expr right, @Nullable Item item) {
    Object a = value(left, item);
    Object b = value(right, item);
    if (isTime(left) || isTime(right)) {
      a = a instanceof String text ? nanos(text) : a;
      b = b instanceof String text ? nanos(text) : b;
    }
    if (a instanceof Word word) {
      a = word.besides(right);
      b = word.sameScale(right, b);
    } else if (b instanceof Word word) {
      b = word.besides(left);
      a = word.sameScale(left, a);
    }
    if (a == null && b == null) {
      return List.of("==", "<=", ">=").contains(sign);
    }
    Integer order = a == null || b == null ? null : order(a, b);
    if (order == null) {
      return sign.equals("!=");
    }
    return switch (sign) {
      case "==" -> order == 0;
      case "!=" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  private static boolean isTime(Expr expr) {
    return expr instanceof Expr.Path path && path.name().equals("trace.start_time");
  }

  private static Object nanos(String text) {
    Instant instant = Instant.parse(text);
    return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
  }

  /** Those parts of OTTL that {@link RandomConditions} writes; null is no result. */
  private @Nullable Object ottl(String text, @Nullable Item item) {
    Item asked = item == null ? trace.root() : item;
    if (text.equals("trace.span_count + trace.log_count > 3")) {
      return trace.items(Subject.SPAN, null).size() + trace.items(Subject.LOG, null).size() > 3;
    }
    if (asked == null) {
      return null;
    }
    String name = String.valueOf(asked.field("name", List.of()));
    Object k1 = asked.field("attributes", List.of("k1"));
    return switch (text.replace("root.", "")) {
      case "IsMatch(name, \"^(a|G)\")" -> Pattern.compile("^(a|G)").matcher(name).find();
      case "HasPrefix(name, \"a\")" -> name.startsWith("a");
      case "\"AB\" == ConvertCase(name, \"upper\")" -> name.equalsIgnoreCase("ab");
      case "ConvertCase(name, \"upper\")" -> name.toUpperCase(Locale.ROOT);
      case "attributes[\"k1\"] * 2 + 1 >= 2" ->
          k1 instanceof Long whole
              ? (Object) (whole * 2 + 1 >= 2)
              : k1 instanceof Double part ? part * 2 + 1 >= 2 : null;
      case "service != \"a\"" -> !"a".equals(asked.field("service", List.of()));
      case "flags / 2 * 2 != flags", "span.flags / 2 * 2 != span.flags" ->
          asked.field("flags", List.of()) instanceof Long flags && flags % 2 == 1;
      default -> throw new IllegalArgumentException(text);
    };
  }

  /** Null for values that have no order. */
  private static @Nullable Integer order(Object a, Object b) {
    if (a instanceof String x && b instanceof String y) {
      return Arrays.compareUnsigned(x.getBytes(UTF_8), y.getBytes(UTF_8));
    }
    if (a instanceof byte[] x && b instanceof byte[] y) {
      return Arrays.compareUnsigned(x, y);
    }
    if (a instanceof Boolean x && b instanceof Boolean y) {
      return x.compareTo(y);
    }
    if (a instanceof Long x && b instanceof Long y) {
      return x.compareTo(y);
    }
    if (a instanceof Number x && b instanceof Number y) {
      double p = x.doubleValue();
      double q = y.doubleValue();
      return Double.isNaN(p) || Double.isNaN(q) ? null : p == q ? 0 : p < q ? -1 : 1;
    }
    return null;
  }

  private @Nullable Object value(Expr expr, @Nullable Item item) {
    if (expr instanceof Expr.Ottl ottl) {
      return ottl(ottl.text(), item);
    }
    if (expr instanceof Expr.ListOf) {
      return null;
    }
    if (expr instanceof Expr.Literal literal) {
      return literal.value();
    }
    if (expr instanceof Expr.Count count) {
      return trace.items(count.subject(), item).stream()
          .filter(each -> holds(count.inner(), each))
          .count();
    }
    Expr.Path path = (Expr.Path) expr;
    String name = path.name();
    List<String> keys = new ArrayList<>();
    Map<String, List<String>> known = name.endsWith("trace_state") ? Map.of() : aliases.names();
    path.keys().forEach(key -> keys.addAll(known.getOrDefault(key, List.of(key))));
    if (name.startsWith("trace.")) {
      return trace.field(name);
    }
    if (name.startsWith("root.")) {
      Item root = trace.root();
      if (root == null) {
        return name.equals("root.trace_state") ? "" : null;
      }
      return root.field(name.substring("root.".length()), keys);
    }
    String plain = trace.isEvent(item) ? name : name.replaceFirst("^(span|log)\\.", "");
    plain = plain.replaceFirst("^event\\.", "");
    return item != null && item.hasField(plain) ? item.field(plain, keys) : new Word(name);
  }

  /** A word of an enum; which, says the field on the other side. */
  private record Word(String word) {
    long besides(Expr field) {
      String name = lastName(field);
      if (!name.equals("severity")) {
        return ENUMS
            .getOrDefault(name, List.of())
            .indexOf(word.toLowerCase(Locale.ROOT).replaceAll("(span_kind|status_code)_", ""));
      }
      return SEVERITIES.indexOf(word.toUpperCase(Locale.ROOT));
    }

    /** Severities come in fours: 17 to 20 are all ERROR, and 0 is below them all. */
    @Nullable Object sameScale(Expr field, @Nullable Object value) {
      return value instanceof Long number && lastName(field).equals("severity")
          ? Math.floorDiv(number - 1, 4)
          : value;
    }

    private static String lastName(Expr field) {
      String name = ((Expr.Path) field).name();
      return name.substring(name.lastIndexOf('.') + 1);
    }
  }
}
