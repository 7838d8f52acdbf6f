// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a decision says of its trace, under the names Loki gives to attributes. */
final class DecisionAttributes {

  private static final Path WRITER =
      Path.of("pipeline/src/main/java/io/traceweir/pipeline/decide/DecisionsWriter.java");
  private static final Pattern KEY = Pattern.compile("AttributeKey\\.of\\(\"([a-z._]+)\"\\)");

  private DecisionAttributes() {}

  static Set<String> names() throws IOException {
    Set<String> names = new TreeSet<>();
    String source = Files.readString(Tree.ROOT.resolve(WRITER));
    KEY.matcher(source).results().forEach(key -> names.add(key.group(1).replace('.', '_')));
    return names;
  }
}
