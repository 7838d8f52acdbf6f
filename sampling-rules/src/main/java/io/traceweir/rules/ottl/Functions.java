// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The converters of OTTL that can be called. */
final class Functions {
  /** Those of a Collector that are refused on purpose. */
  static final Set<String> CHANGING = Set.of("Now", "UUID", "UUIDv7");

  private static final Map<String, Signature> ALL = new TreeMap<>();

  static {
    List<Signature> signatures = new ArrayList<>();
    signatures.addAll(TypeFunctions.ALL);
    signatures.addAll(TextFunctions.ALL);
    signatures.addAll(TimeFunctions.ALL);
    signatures.addAll(CollectionFunctions.ALL);
    signatures.addAll(HashFunctions.ALL);
    signatures.addAll(ParseFunctions.ALL);
    signatures.addAll(SeverityFunctions.ALL);
    signatures.addAll(FlowFunctions.ALL);
    signatures.addAll(XmlFunctions.ALL);
    signatures.addAll(XmlEditFunctions.ALL);
    signatures.addAll(SimplifiedXml.ALL);
    signatures.addAll(UserAgentFunctions.ALL);
    signatures.forEach(signature -> ALL.put(signature.name(), signature));
  }

  private Functions() {}

  static @Nullable Signature find(String name) {
    return ALL.get(name);
  }

  static Iterable<String> names() {
    return ALL.keySet();
  }
}
