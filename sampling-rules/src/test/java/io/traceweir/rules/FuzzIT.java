// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.traceweir.rules.condition.ConditionTarget;
import io.traceweir.rules.condition.RandomConditions;
import io.traceweir.rules.ottl.OttlTarget;
import io.traceweir.rules.xml.XPathTarget;
import io.traceweir.testkit.Fuzzing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Readers of what users write, fuzzed for a while; {@link Fuzzing} says for how long. */
class FuzzIT {
  private static final Path RESOURCES = Path.of("src", "test", "resources");
  private static final int LARGEST_SEED = 800;

  @Test
  void shouldReadOrRefuseWhateverIsWritten() throws IOException {
    Fuzzing.verify(
        Map.of(
            ConditionTarget.class, conditions(),
            OttlTarget.class, ottl(),
            XPathTarget.class, xPaths(),
            RuleFileTarget.class, files()));
  }

  private static List<byte[]> conditions() {
    RandomConditions conditions = new RandomConditions(new Random(5));
    return Stream.generate(conditions::condition).limit(60).map(c -> c.getBytes(UTF_8)).toList();
  }

  /** Those of the files, the wrong ones too. */
  private static List<byte[]> ottl() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (String name : List.of("good", "bad")) {
      byte[] file = Files.readAllBytes(RESOURCES.resolve(name).resolve("policies-ottl.yaml"));
      Matcher item = Pattern.compile("(?m)^ +- '(.*)'$").matcher(new String(file, UTF_8));
      while (item.find()) {
        seeds.add(item.group(1).getBytes(UTF_8));
      }
    }
    return seeds;
  }

  /** Those of the table, each with its document. */
  private static List<byte[]> xPaths() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (String line : Files.readAllLines(RESOURCES.resolve("ottl").resolve("xml.tsv"))) {
      String[] row = line.split("\t", -1);
      if (row.length == 5) {
        seeds.add((row[2] + "\n" + row[1]).getBytes(UTF_8));
      }
    }
    seeds.add("//a\n<a/></r><!--x--><?p?>".getBytes(UTF_8)); // ends what is put around it
    return seeds;
  }

  private static List<byte[]> files() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (String folder : List.of("good", "bad", "format")) {
      try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
          if (Files.size(file) < LARGEST_SEED) {
            seeds.add(Files.readAllBytes(file));
          }
        }
      }
    }
    return seeds;
  }
}
