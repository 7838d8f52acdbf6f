// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The browsers and operating systems of <a
 * href="https://github.com/ua-parser/uap-core">uap-core</a>. Only its list is used, with RE2 as a
 * Collector does: its own Java reads it with a library that can take very long for a text that is
 * made for that.
 */
final class UserAgents {
  private static final String LIST = "/ua_parser/regexes.yaml";

  /** What is found in a text: a family, and a version that may be empty. */
  record Found(String family, String version) {}

  /**
   * An entry of the list.
   *
   * @param templates of the family and of the parts of the version
   */
  private record Entry(Pattern pattern, List<String> templates) {}

  /** Once, and only when a rule asks for it: the list takes 0.2 s to read and 3 MB. */
  private static final class Lists {
    static final UserAgents BROWSERS;
    static final UserAgents SYSTEMS;

    static {
      Map<?, ?> lists = lists();
      BROWSERS =
          read(
              lists.get("user_agent_parsers"),
              List.of("family_replacement", "v1_replacement", "v2_replacement", "v3_replacement"));
      SYSTEMS =
          read(
              lists.get("os_parsers"),
              List.of(
                  "os_replacement",
                  "os_v1_replacement",
                  "os_v2_replacement",
                  "os_v3_replacement",
                  "os_v4_replacement"));
    }
  }

  private final List<Entry> entries;

  private UserAgents(List<Entry> entries) {
    this.entries = entries;
  }

  static UserAgents browsers() {
    return Lists.BROWSERS;
  }

  static UserAgents systems() {
    return Lists.SYSTEMS;
  }

  private static Map<?, ?> lists() {
    try (InputStream in = Objects.requireNonNull(UserAgents.class.getResourceAsStream(LIST))) {
      Object read = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
      return (Map<?, ?>) Objects.requireNonNull(read);
    } catch (IOException e) {
      throw new IllegalStateException("the list of user agents cannot be read", e);
    }
  }

  private static UserAgents read(@Nullable Object list, List<String> keys) {
    List<Entry> entries = new ArrayList<>();
    for (Object item : Convert.list(list)) {
      if (item instanceof Map<?, ?> fields) {
        entries.add(entry(fields, keys));
      }
    }
    return new UserAgents(List.copyOf(entries));
  }

  private static Entry entry(Map<?, ?> fields, List<String> keys) {
    List<String> templates = new ArrayList<>();
    for (String key : keys) {
      String written = fields.get(key) instanceof String text ? text : "";
      templates.add(written.isEmpty() ? "$" + (templates.size() + 1) : written);
    }
    return new Entry(Pattern.compile(String.valueOf(fields.get("regex"))), List.copyOf(templates));
  }

  /** By the first entry that finds a family. */
  Found find(String text) {
    for (Entry entry : entries) {
      Matcher matcher = entry.pattern.matcher(text);
      if (matcher.find()) {
        String family = Template.filled(entry.templates.get(0), matcher);
        if (!family.isEmpty()) {
          return new Found(family, version(entry, matcher));
        }
      }
    }
    return new Found("Other", "");
  }

  private static String version(Entry entry, Matcher matcher) {
    StringBuilder version = new StringBuilder();
    for (int i = 1; i < entry.templates.size(); i++) {
      String part = Template.filled(entry.templates.get(i), matcher);
      if (!part.isEmpty()) {
        version.append(i == 1 ? "" : ".").append(part);
      }
    }
    return version.toString();
  }
}
