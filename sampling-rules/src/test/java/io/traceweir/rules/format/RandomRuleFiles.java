// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.format;

import io.traceweir.rules.condition.RandomConditions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Writes random rule files in every style that people have, with comments wherever one can be. */
final class RandomRuleFiles {
  private final Random random;
  private final RandomConditions conditions;
  private final StringBuilder out = new StringBuilder();
  private int comments;

  RandomRuleFiles(Random random) {
    this.random = random;
    this.conditions = new RandomConditions(random);
  }

  String file() {
    out.setLength(0);
    maybeComments("");
    boolean versionFirst = random.nextBoolean();
    if (versionFirst) {
      out.append("version: 1").append(beside());
    }
    maybeComments("");
    out.append("aliases: {either: [k1,k2]}").append(beside()).append("rules:").append(beside());
    String indent = random.nextBoolean() ? "" : " ".repeat(1 + random.nextInt(4));
    for (int i = random.nextInt(5); i > 0; i--) {
      maybeComments(indent);
      rule(i, indent);
    }
    out.append(indent).append("- {name: rest, keep: 5%}").append(beside());
    maybeComments(indent);
    if (!versionFirst) {
      out.append("version: 1").append(beside());
    }
    maybeComments("");
    return out.toString();
  }

  private void rule(int i, String indent) {
    String condition =
        "trace.error_count == " + i + " and (" + conditions.condition().replace("\n", " ") + ")";
    if (random.nextInt(3) == 0) {
      flow(i, condition, indent);
    } else {
      block(i, condition, indent);
    }
  }

  private void flow(int i, String condition, String indent) {
    List<String> entries = new ArrayList<>();
    entries.add("name: r" + i);
    entries.add("when: " + quoted(condition));
    entries.add("keep: " + i + "%");
    Collections.shuffle(entries, random);
    boolean isOpen = random.nextInt(3) == 0;
    String between = isOpen ? "," + beside() + indent + "    " : oneOf(",", ", ", " , ");
    // a comma after a percentage, a space before: what belongs to what is for the parser to say
    out.append(indent).append("- {").append(isOpen ? beside() + indent + "   " : "");
    out.append(String.join(between, entries)).append(isOpen ? "\n" + indent + "  " : " ");
    out.append('}').append(beside());
  }

  private void block(int i, String condition, String indent) {
    List<String> entries = new ArrayList<>();
    String inner = indent + "  ";
    entries.add("name: " + oneOf("r" + i, "'r" + i + "'", "\"r" + i + "\""));
    entries.add("\"when\": " + value(condition, inner));
    entries.add("keep: " + oneOf(i + "%", i + " %", "\"" + i + "%\""));
    if (random.nextInt(3) == 0) {
      entries.add(
          "note: " + value("why it is: " + "a word and ".repeat(random.nextInt(20)) + "#", inner));
    }
    Collections.shuffle(entries, random);
    out.append(indent).append('-').append(random.nextInt(4) == 0 ? beside() + inner : " ");
    for (int e = 0; e < entries.size(); e++) {
      if (e > 0) {
        maybeComments(inner);
        out.append(inner);
      }
      String entry = entries.get(e);
      out.append(entry).append(entry.contains("\n") ? "\n" : beside());
    }
    maybeComments(inner);
  }

  private String value(String text, String indent) {
    String folded = text.replace(" and ", "\n" + indent + "  and ");
    return switch (random.nextInt(4)) {
      case 0 -> ">-" + oneOf("", " # c" + ++comments) + "\n" + indent + "  " + folded;
      case 1 -> "|-\n" + indent + "  " + folded;
      default -> quoted(text);
    };
  }

  private String quoted(String text) {
    return random.nextBoolean()
        ? "'" + text.replace("'", "''") + "'"
        : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private String beside() {
    return oneOf("", "", " # c" + ++comments, "      # c" + ++comments) + "\n";
  }

  private void maybeComments(String indent) {
    for (int i = random.nextInt(4); i > 1; i--) {
      String space = indent.substring(0, random.nextInt(indent.length() + 1));
      out.append(oneOf("\n", "\n\n", space + "# c" + ++comments + "\n", indent + "#c\n"));
    }
  }

  private String oneOf(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
