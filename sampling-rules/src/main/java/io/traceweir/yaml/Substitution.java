// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${env:NAME}}, {@code ${env:NAME:-default}} and {@code ${file:PATH}} in scalars;
 * {@code $$} is a dollar sign. Keys are left alone. A scalar for which something is missing stays
 * as it is written, and nothing more is said of it.
 */
public final class Substitution {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\$|\\$\\{([^{}$]*)\\}");

  /** What a file holds, without its last line end. */
  @FunctionalInterface
  public interface Files {
    /**
     * Refuses with an {@link IllegalArgumentException} whose message says why it cannot be read.
     */
    String read(String path);
  }

  private final Map<String, String> environment;
  private final Files files;

  public Substitution(Map<String, String> environment, Files files) {
    this.environment = environment;
    this.files = files;
  }

  public YamlNode apply(YamlNode node, Problems problems) {
    if (node instanceof YamlScalar scalar) {
      return scalar(scalar, problems);
    }
    if (node instanceof YamlList list) {
      List<YamlNode> items = list.items().stream().map(item -> apply(item, problems)).toList();
      return new YamlList(list.position(), items);
    }
    YamlMap map = (YamlMap) node;
    List<YamlMap.Entry> entries =
        map.entries().stream()
            .map(e -> new YamlMap.Entry(e.key(), apply(e.value(), problems)))
            .toList();
    return new YamlMap(map.position(), entries);
  }

  private YamlScalar scalar(YamlScalar scalar, Problems problems) {
    String text = scalar.text();
    Matcher m = REFERENCE.matcher(text);
    if (text.indexOf('$') < 0 || !m.find()) {
      return scalar;
    }
    StringBuilder out = new StringBuilder();
    int done = 0;
    boolean complete = true;
    List<String> values = new ArrayList<>();
    do {
      String reference = m.group(1);
      String value = reference == null ? "$" : value(reference, scalar, m.start(), problems);
      complete &= value != null;
      if (reference != null && value != null) {
        values.add(value);
      }
      out.append(text, done, m.start()).append(value);
      done = m.end();
    } while (m.find());
    out.append(text, done, text.length());
    return substituted(scalar, complete ? out.toString() : null, values, problems);
  }

  private static YamlScalar substituted(
      YamlScalar scalar, @Nullable String result, List<String> values, Problems problems) {
    // what came from outside counts as if written here, plain: "${env:THREADS}" may be a number
    YamlScalar substituted =
        result == null ? scalar : scalar.with(result, TreeBuilder.kind(result));
    if (!values.isEmpty()) {
      problems.conceal(new Concealed(substituted, scalar.text(), values));
    }
    if (result == null) {
      problems.setUnknown(scalar);
    }
    return substituted;
  }

  /** Null when there is none; then a problem has been added. */
  private @Nullable String value(
      String reference, YamlScalar scalar, int offset, Problems problems) {
    if (reference.startsWith("env:")) {
      return variable(reference.substring(4), scalar, offset, problems);
    }
    if (reference.startsWith("file:")) {
      return file(reference.substring(5), scalar, offset, problems);
    }
    String message =
        "expected ${env:NAME}, ${env:NAME:-default} or ${file:PATH}, found ${" + reference + "}";
    problems.add(scalar.positionOf(offset), message + "; write $$ for a dollar sign");
    return null;
  }

  private @Nullable String variable(String spec, YamlScalar scalar, int offset, Problems problems) {
    int defaultAt = spec.indexOf(":-");
    String name = defaultAt < 0 ? spec : spec.substring(0, defaultAt);
    String value = environment.get(name);
    if (defaultAt >= 0) {
      return value == null || value.isEmpty() ? spec.substring(defaultAt + 2) : value;
    }
    if (value == null) {
      problems.add(
          scalar.positionOf(offset),
          "environment variable "
              + name
              + " is not set; ${env:"
              + name
              + ":-default} gives a default");
    }
    return value;
  }

  private @Nullable String file(String path, YamlScalar scalar, int offset, Problems problems) {
    try {
      return files.read(path);
    } catch (IllegalArgumentException e) {
      problems.add(scalar.positionOf(offset), String.valueOf(e.getMessage()));
      return null;
    }
  }
}
