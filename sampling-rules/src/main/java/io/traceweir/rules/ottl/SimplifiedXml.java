// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import io.traceweir.rules.xml.XmlException;
import io.traceweir.rules.xml.XmlNode;
import io.traceweir.rules.xml.XmlReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** XML as a map of elements by name: no attributes, and text only where there are no elements. */
final class SimplifiedXml {
  static final List<Signature> ALL =
      List.of(
          TypeFunctions.convert("ParseSimplifiedXML(target)", value -> read(Convert.text(value))));

  private SimplifiedXml() {}

  private static Pairs read(String text) {
    try {
      return map(XmlReader.read(text));
    } catch (XmlException e) {
      throw new EvaluationException(String.valueOf(e.getMessage()));
    }
  }

  private static Pairs map(XmlNode parent) {
    Map<String, Integer> counts = new HashMap<>();
    for (XmlNode child : parent.children()) {
      if (child.isElement()) {
        counts.merge(child.name(), 1, Integer::sum);
      }
    }
    Pairs pairs = new Pairs();
    Map<String, List<@Nullable Object>> lists = new HashMap<>();
    for (XmlNode child : parent.children()) {
      if (child.isElement() && !child.children().isEmpty()) {
        boolean several = counts.getOrDefault(child.name(), 0) > 1;
        add(child, several ? list(child.name(), lists, pairs) : null, pairs);
      }
    }
    return pairs;
  }

  /** There is one as soon as there are several elements, even if they turn out to be empty. */
  private static List<@Nullable Object> list(
      String name, Map<String, List<@Nullable Object>> lists, Pairs pairs) {
    List<@Nullable Object> list = lists.get(name);
    if (list == null) {
      list = new ArrayList<>();
      lists.put(name, list);
      pairs.add(name, list);
    }
    return list;
  }

  private static void add(XmlNode child, @Nullable List<@Nullable Object> list, Pairs pairs) {
    Object value = value(child);
    if (value == null) {
      return;
    }
    if (list == null) {
      pairs.add(child.name(), value);
    } else {
      list.add(value);
    }
  }

  /** A text, or a map that is not empty, or null. */
  private static @Nullable Object value(XmlNode element) {
    String text = null;
    for (XmlNode child : element.children()) {
      if (child.isElement()) {
        Pairs map = map(element);
        return map.size() == 0 ? null : map;
      }
      boolean isText = child.kind() == XmlNode.Kind.TEXT || child.kind() == XmlNode.Kind.CDATA;
      if (text == null && isText) {
        text = child.data();
      }
    }
    return text == null || text.isEmpty() ? null : text;
  }
}
