// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.traceweir.rules.condition.PatternMatch;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions that read what is written inside a text. */
final class ParseFunctions {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MAX_DEPTH = 200;

  static final List<Signature> ALL =
      List.of(
          TypeFunctions.convert("ParseJSON(target)", value -> json(Convert.text(value))),
          Signature.of(
              "ParseKeyValue(target, delimiter:TEXT?, pairDelimiter:TEXT?)",
              ParseFunctions::keyValue),
          Signature.of(
              "ParseCSV(target, header:TEXT, delimiter:TEXT?, headerDelimiter:TEXT?, mode:TEXT?)",
              ParseFunctions::csv),
          Signature.of("ParseInt(target, base:NUMBER)", ParseFunctions::parseInt),
          TypeFunctions.convert("URL(target)", value -> url(Convert.text(value))),
          Signature.of("ExtractPatterns(target, pattern:TEXT)", ParseFunctions::patterns),
          Signature.of(
              "ExtractGrokPatterns(target, pattern:TEXT, namedCapturesOnly:FLAG?,"
                  + " patternDefinitions:LIST?)",
              ParseFunctions::grok));

  private ParseFunctions() {}

  private static @Nullable Object json(String text) {
    try (JsonParser in = JSON.createParser(text)) {
      in.nextToken();
      Object value = json(in, 0);
      if (in.nextToken() != null) {
        throw new EvaluationException("more than one JSON value");
      }
      return value;
    } catch (IOException e) {
      throw new EvaluationException("no JSON");
    }
  }

  private static @Nullable Object json(JsonParser in, int depth) throws IOException {
    JsonToken token = in.currentToken();
    if (token == null || depth > MAX_DEPTH) {
      throw new EvaluationException("no JSON");
    }
    return switch (token) {
      case VALUE_STRING -> in.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getDoubleValue();
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          list.add(json(in, depth + 1));
        }
        yield list;
      }
      case START_OBJECT -> {
        Pairs pairs = new Pairs();
        while (in.nextToken() != JsonToken.END_OBJECT) {
          String key = in.currentName();
          in.nextToken();
          pairs.add(key, json(in, depth + 1));
        }
        yield pairs;
      }
      default -> null;
    };
  }

  private static Value keyValue(Arguments arguments) {
    Value target = arguments.value(0);
    String delimiter = arguments.text(1, "=");
    String between = arguments.text(2, " ");
    if (delimiter.isEmpty() || between.isEmpty()) {
      throw new IllegalArgumentException("a delimiter is not empty");
    }
    if (delimiter.equals(between)) {
      throw new IllegalArgumentException("the two delimiters must differ");
    }
    return scene -> {
      String text = Convert.text(target.of(scene));
      if (text.isEmpty()) {
        throw new EvaluationException("no pairs");
      }
      Pairs pairs = new Pairs();
      for (String pair : Quoting.split(text, between)) {
        int at = Quoting.indexOf(pair, delimiter);
        if (at < 0) {
          throw new EvaluationException("no pairs");
        }
        pairs.add(
            Quoting.stripped(pair.substring(0, at)),
            Quoting.stripped(pair.substring(at + delimiter.length())));
      }
      return pairs;
    };
  }

  private static Value csv(Arguments arguments) {
    Value target = arguments.value(0);
    String delimiter = arguments.text(2, ",");
    List<@Nullable Object> names =
        TextFunctions.parts(arguments.text(1, ""), arguments.text(3, delimiter));
    if (delimiter.length() != 1) {
      throw new IllegalArgumentException("the delimiter must be one character");
    }
    return scene -> {
      List<String> cells = Quoting.split(Convert.text(target.of(scene)), delimiter);
      if (cells.size() != names.size()) {
        throw new EvaluationException("another number of columns than names");
      }
      Pairs pairs = new Pairs();
      for (int i = 0; i < cells.size(); i++) {
        pairs.add(String.valueOf(names.get(i)), Quoting.stripped(cells.get(i)));
      }
      return pairs;
    };
  }

  private static Value parseInt(Arguments arguments) {
    Value target = arguments.value(0);
    long base = arguments.number(1, 10);
    if (base < 2 || base > 36) {
      throw new IllegalArgumentException("the base must be 2 to 36");
    }
    return scene -> {
      try {
        return Long.parseLong(Convert.text(target.of(scene)), (int) base);
      } catch (NumberFormatException e) {
        throw new EvaluationException("no number in this base");
      }
    };
  }

  private static Pairs url(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new EvaluationException("no URL");
    }
    Pairs pairs = new Pairs();
    pairs.add("url.original", text);
    pairs.add("url.domain", uri.getHost() == null ? "" : uri.getHost());
    pairs.add("url.scheme", uri.getScheme() == null ? "" : uri.getScheme());
    String path = uri.getPath() == null ? "" : uri.getPath();
    pairs.add("url.path", path);
    addIf(pairs, "url.fragment", uri.getFragment());
    addIf(pairs, "url.query", uri.getRawQuery());
    addIf(pairs, "url.username", uri.getUserInfo());
    int dot = path.lastIndexOf('.');
    addIf(pairs, "url.extension", dot < 0 ? null : path.substring(dot + 1));
    if (uri.getPort() >= 0) {
      pairs.add("url.port", new Paths.Count(uri.getPort())); // a Collector's port equals no number
    }
    return pairs;
  }

  private static void addIf(Pairs pairs, String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      pairs.add(key, value);
    }
  }

  private static Value patterns(Arguments arguments) {
    Value target = arguments.value(0);
    Pattern pattern = PatternMatch.compiled(arguments.text(1, ""));
    if (pattern.namedGroups().isEmpty()) {
      throw new IllegalArgumentException("the pattern needs a named group such as `(?P<name>x)`");
    }
    return scene -> groups(pattern, Convert.text(target.of(scene)));
  }

  private static Value grok(Arguments arguments) {
    Value target = arguments.value(0);
    Pattern pattern = PatternMatch.compiled(Grok.expanded(arguments.text(1, "")));
    return scene -> groups(pattern, Convert.text(target.of(scene)));
  }

  private static Pairs groups(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    Pairs pairs = new Pairs();
    if (matcher.find()) {
      for (Map.Entry<String, Integer> group : pattern.namedGroups().entrySet()) {
        String found = matcher.group(group.getValue());
        pairs.add(group.getKey(), found == null ? "" : found);
      }
    }
    return pairs;
  }
}
