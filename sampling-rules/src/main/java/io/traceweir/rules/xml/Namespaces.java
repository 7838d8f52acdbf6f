// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.xml;

import org.jspecify.annotations.Nullable;

/** What the prefixes of names stand for, where they stand. */
final class Namespaces {
  private static final String XML = "http://www.w3.org/XML/1998/namespace";

  private Namespaces() {}

  /** Null when the prefix is not declared there. */
  private static @Nullable String find(XmlNode at, String prefix, Steps steps) {
    if (prefix.equals("xml")) {
      return XML;
    }
    String wanted = prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix;
    for (XmlNode node = at; node != null; node = node.parent) {
      steps.take(1 + node.attributes.size());
      String found = node.attribute(wanted);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Of the name of an element or attribute; an attribute without a prefix has none. */
  static String of(XmlNode node, Steps steps) {
    boolean named = node.isElement() || node.hasPrefix();
    String found = named ? find(node, node.prefix(), steps) : null;
    return found == null ? "" : found;
  }
}
