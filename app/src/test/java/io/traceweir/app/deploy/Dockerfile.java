// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The instructions of a Dockerfile, one after the other, continued lines joined. */
record Dockerfile(List<Instruction> instructions) {

  /** For example {@code COPY} and {@code --from=build /out/lib /opt/traceweir/lib}. */
  record Instruction(String name, String arguments) {
    List<String> words() {
      return List.of(arguments.strip().split("\\s+"));
    }

    /** Of an instruction in exec form. */
    List<String> list() {
      return Tree.parse(name, arguments).texts();
    }

    List<String> operands() {
      return words().stream().filter(word -> !word.startsWith("--")).toList();
    }

    boolean has(String option) {
      return words().stream().anyMatch(word -> word.startsWith(option));
    }
  }

  static Dockerfile read() throws IOException {
    List<Instruction> instructions = new ArrayList<>();
    StringBuilder pending = new StringBuilder();
    for (String line : Files.readAllLines(Tree.ROOT.resolve("Dockerfile"))) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      boolean continues = line.endsWith("\\");
      pending.append(continues ? line.substring(0, line.length() - 1) : line).append(' ');
      if (!continues) {
        String[] parts = pending.toString().strip().split("\\s+", 2);
        instructions.add(new Instruction(parts[0], parts[1]));
        pending.setLength(0);
      }
    }
    return new Dockerfile(instructions);
  }

  List<Instruction> all(String name) {
    return instructions.stream().filter(each -> each.name().equals(name)).toList();
  }

  /** The one that counts: a later one replaces an earlier one. */
  Instruction last(String name) {
    List<Instruction> all = all(name);
    if (all.isEmpty()) {
      throw new AssertionError("the Dockerfile has no " + name);
    }
    return all.get(all.size() - 1);
  }
}
