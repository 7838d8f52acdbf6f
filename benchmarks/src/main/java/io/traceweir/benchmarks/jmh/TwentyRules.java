// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.jmh;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Twenty rules that look at most things there are, and twenty policies of a Collector that ask much
 * the same. Few traces of the load are taken before the last one.
 */
public final class TwentyRules {
  private TwentyRules() {}

  public static String rules() {
    return file("rules.yaml");
  }

  public static String policies() {
    return file("policies.yaml");
  }

  private static String file(String name) {
    try (InputStream in = TwentyRules.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
