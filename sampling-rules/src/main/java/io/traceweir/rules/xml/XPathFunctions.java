// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

import com.google.re2j.Pattern;
import io.traceweir.rules.condition.PatternMatch;
import io.traceweir.rules.xml.Expression.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions of XPath 1.0 that a Collector has, and those it adds. */
final class XPathFunctions {
  /** A function whose arguments are known as expressions. */
  private interface Function {
    Object of(Place place, List<Expression> arguments);
  }

  private record Known(int least, int most, Function function) {}

  private static final Map<String, Known> ALL = new HashMap<>();

  static {
    put("position", 0, 0, (place, a) -> (double) place.position());
    put("last", 0, 0, (place, a) -> (double) place.size());
    put("true", 0, 0, (place, a) -> true);
    put("false", 0, 0, (place, a) -> false);
    put("count", 1, 1, (place, a) -> (double) Values.nodes(a.get(0).of(place)).size());
    put("sum", 1, 1, XPathFunctions::sum);
    put("not", 1, 1, (place, a) -> !Values.truth(a.get(0).of(place)));
    put("boolean", 1, 1, (place, a) -> Values.truth(a.get(0).of(place)));
    put("floor", 1, 1, (place, a) -> Math.floor(number(place, a, 0)));
    put("ceiling", 1, 1, (place, a) -> Math.ceil(number(place, a, 0)));
    put("round", 1, 1, (place, a) -> rounded(number(place, a, 0)));
    put("number", 0, 1, XPathFunctions::numberOrOwn);
    put("string", 0, 1, (place, a) -> textOrOwn(place, a));
    put("name", 0, 1, (place, a) -> named(place, a, "name"));
    put("local-name", 0, 1, (place, a) -> named(place, a, "local-name"));
    put("namespace-uri", 0, 1, (place, a) -> named(place, a, "namespace-uri"));
    put("concat", 2, Integer.MAX_VALUE, XPathFunctions::concat);
    put("contains", 2, 2, XPathFunctions::contains);
    put("starts-with", 2, 2, (place, a) -> text(place, a, 0).startsWith(text(place, a, 1)));
    put("ends-with", 2, 2, (place, a) -> text(place, a, 0).endsWith(text(place, a, 1)));
    put("substring-before", 2, 2, (place, a) -> around(place, a, false));
    put("substring-after", 2, 2, (place, a) -> around(place, a, true));
    put("substring", 2, 3, XPathFunctions::substring);
    put("translate", 3, 3, XPathFunctions::translate);
    put("lower-case", 1, 1, (place, a) -> text(place, a, 0).toLowerCase(Locale.ROOT));
    put("normalize-space", 0, 1, (place, a) -> normalized(textOrOwn(place, a)));
    put("string-length", 0, 1, (place, a) -> length(textOrOwn(place, a)));
  }

  private XPathFunctions() {}

  private static void put(String name, int least, int most, Function function) {
    ALL.put(name, new Known(least, most, function));
  }

  static Expression call(XPathToken name, List<Expression> arguments, @Nullable String pattern) {
    if (name.text().equals("matches")) {
      return matches(name, arguments, pattern);
    }
    Known known = ALL.get(name.text());
    if (known == null) {
      throw XPathLexer.wrong(name.at(), "there is no function `" + name.text() + "`");
    }
    if (arguments.size() < known.least || arguments.size() > known.most) {
      throw XPathLexer.wrong(name.at(), "`" + name.text() + "` has another number of arguments");
    }
    return place -> known.function.of(place, arguments);
  }

  private static Expression matches(
      XPathToken name, List<Expression> arguments, @Nullable String pattern) {
    if (arguments.size() != 2 || pattern == null) {
      throw XPathLexer.wrong(name.at(), "`matches` takes a text and a pattern in quotes");
    }
    Pattern compiled = PatternMatch.compiled(pattern);
    return place -> {
      String text = text(place, arguments, 0);
      place.steps().takeFor(text.length() * (1L + compiled.programSize() / 8));
      return compiled.matcher(text).find();
    };
  }

  private static String text(Place place, List<Expression> arguments, int i) {
    String text = Values.text(arguments.get(i).of(place), place.steps());
    place.steps().takeFor(text.length());
    return text;
  }

  private static double number(Place place, List<Expression> arguments, int i) {
    return Values.number(arguments.get(i).of(place), place.steps());
  }

  private static String own(Place place) {
    return Values.text(place.node(), place.steps());
  }

  private static String textOrOwn(Place place, List<Expression> arguments) {
    return arguments.isEmpty() ? own(place) : text(place, arguments, 0);
  }

  private static Object numberOrOwn(Place place, List<Expression> arguments) {
    return arguments.isEmpty() ? Values.number(own(place)) : number(place, arguments, 0);
  }

  private static Object sum(Place place, List<Expression> arguments) {
    double sum = 0;
    for (XmlNode node : Values.nodes(arguments.get(0).of(place))) {
      sum += Values.number(Values.text(node, place.steps()));
    }
    return sum;
  }

  private static double rounded(double number) {
    return Double.isNaN(number) || Double.isInfinite(number) ? number : Math.floor(number + 0.5);
  }

  private static String named(Place place, List<Expression> arguments, String what) {
    List<XmlNode> nodes =
        arguments.isEmpty() ? List.of(place.node()) : Values.nodes(arguments.get(0).of(place));
    if (nodes.isEmpty()) {
      return "";
    }
    XmlNode node = nodes.get(0);
    return switch (what) {
      case "name" -> node.qualified();
      case "local-name" -> node.name();
      default -> Namespaces.of(node, place.steps());
    };
  }

  private static Object concat(Place place, List<Expression> arguments) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < arguments.size(); i++) {
      text.append(text(place, arguments, i));
    }
    return text.toString();
  }

  private static Object contains(Place place, List<Expression> arguments) {
    String text = text(place, arguments, 0);
    String wanted = text(place, arguments, 1);
    place.steps().takeForSearch(text, wanted);
    return text.contains(wanted);
  }

  private static String around(Place place, List<Expression> arguments, boolean after) {
    String text = text(place, arguments, 0);
    String wanted = text(place, arguments, 1);
    place.steps().takeForSearch(text, wanted);
    int at = text.indexOf(wanted);
    if (at < 0) {
      return "";
    }
    return after ? text.substring(at + wanted.length()) : text.substring(0, at);
  }

  /** From the character at a position, from 1, both rounded, as XPath 1.0 has it. */
  private static Object substring(Place place, List<Expression> arguments) {
    int[] characters = text(place, arguments, 0).codePoints().toArray();
    double from = rounded(number(place, arguments, 1));
    double to =
        arguments.size() < 3
            ? Double.POSITIVE_INFINITY
            : from + rounded(number(place, arguments, 2));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < characters.length; i++) {
      if (i + 1 >= from && i + 1 < to) {
        text.appendCodePoint(characters[i]);
      }
    }
    return text.toString();
  }

  private static Object translate(Place place, List<Expression> arguments) {
    String text = text(place, arguments, 0);
    String from = text(place, arguments, 1);
    String to = text(place, arguments, 2);
    StringBuilder translated = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      int at = from.indexOf(text.charAt(i));
      place.steps().takeFor(from.length());
      if (at < 0 || at < to.length()) {
        translated.append(at < 0 ? text.charAt(i) : to.charAt(at));
      }
    }
    return translated.toString();
  }

  private static String normalized(String text) {
    return text.strip().replaceAll("[ \\t\\r\\n]+", " ");
  }

  private static double length(String text) {
    return text.codePointCount(0, text.length());
  }
}
