// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.rules.RuleSet;
import io.traceweir.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever is done to a test file, it runs or its mistakes are told; nothing else is thrown. */
class TestFileFuzzTest {
  private static final String[] BITS = {
    "\"",
    "=",
    "[",
    "]",
    "\\",
    "#",
    " ",
    "  ",
    "\n",
    "\n      ",
    "+5ms",
    "x3",
    "x20000",
    "late",
    "orphan",
    "root",
    "error",
    "log ",
    "event ",
    "trace ",
    "id=",
    "@flags=",
    "resource.a=1",
    "-1h",
    "\\u00e9",
    "\u0001",
    "é",
    "🚀",
    "|",
    ">",
    ":",
    "rv=ffffffffffffff",
    "1e999",
    "99999999999h"
  };

  @Test
  void shouldNeverFailInAnotherWay() throws IOException, ProblemsException {
    long seed = Long.getLong("traceweir.seed", 6);
    Random random = new Random(seed);
    List<Path> files = new ArrayList<>();
    try (Stream<Path> library = Files.list(Path.of("library"))) {
      library.filter(file -> file.toString().endsWith("_test.yaml")).sorted().forEach(files::add);
    }
    int usable = 0;
    for (int i = 0; i < 500; i++) {
      Path file = files.get(random.nextInt(files.size()));
      String text = mutated(Files.readString(file), random);
      usable += usable(file, text, "seed " + seed + ", " + i + ":\n" + text) ? 1 : 0;
    }
    assertThat(usable).isBetween(50, 450);
  }

  private static boolean usable(Path file, String text, String what) throws IOException {
    String rules = Files.readString(Path.of(file.toString().replace("_test", "")));
    try {
      TestFile tests = TestFile.read("a_test.yaml", text, Tests.NO_FILES);
      new RuleTests(RuleSet.parse("a.yaml", rules)).run(tests);
      return true;
    } catch (ProblemsException e) {
      assertThat(e.problems()).as(what).isNotEmpty().allMatch(p -> p.line() > 0 && p.column() > 0);
      return false;
    } catch (RuntimeException e) {
      throw new AssertionError(what, e);
    }
  }

  private static String mutated(String text, Random random) {
    StringBuilder mutated = new StringBuilder(text);
    for (int n = random.nextInt(3); n >= 0; n--) {
      int at = random.nextInt(mutated.length());
      switch (random.nextInt(3)) {
        case 0 -> mutated.insert(at, BITS[random.nextInt(BITS.length)]);
        case 1 -> mutated.delete(at, Math.min(mutated.length(), at + 1 + random.nextInt(4)));
        default -> mutated.setCharAt(at, (char) (' ' + random.nextInt(95)));
      }
    }
    return mutated.toString();
  }
}
