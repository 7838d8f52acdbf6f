// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import io.traceweir.rules.Decider;
import io.traceweir.rules.OtherFiles;
import io.traceweir.rules.RuleSet;
import io.traceweir.rules.Shadows;
import io.traceweir.trace.AttributeNames;
import io.traceweir.yaml.Problem;
import io.traceweir.yaml.ProblemsException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a rule file together with the candidates that it names. */
public final class RulesFile {
  private final Path file;
  private final Map<Path, String> contents = new LinkedHashMap<>();

  private RulesFile(Path file) {
    this.file = file;
  }

  /**
   * What a rule file is like.
   *
   * @param rules null when there are problems
   * @param contents of all files that were read, or were to be read
   */
  public record Reading(@Nullable RuleSet rules, List<Problem> problems, Contents contents) {
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  /** Files and what was in them, as a hash; of a file that cannot be read, why. */
  public record Contents(Map<Path, String> files) {
    public Contents {
      files = Map.copyOf(files);
    }

    /** What is in the same files now. */
    public Contents again() {
      Map<Path, String> now = new LinkedHashMap<>();
      files.keySet().forEach(path -> now.put(path, contentOf(path)));
      return new Contents(now);
    }

    private static String contentOf(Path path) {
      try {
        return hash(TextFile.read(path));
      } catch (IllegalArgumentException e) {
        return unreadable(e);
      }
    }
  }

  /** Reads it. */
  public static Reading read(Path file) {
    return new RulesFile(file).read();
  }

  private Reading read() {
    try {
      String text = text(file);
      RuleSet rules = RuleSet.parse(file.toString(), text, this::candidate);
      bind(rules);
      return new Reading(rules, List.of(), new Contents(contents));
    } catch (ProblemsException e) {
      return new Reading(null, e.problems(), new Contents(contents));
    } catch (IllegalArgumentException e) {
      Problem problem = new Problem(file.toString(), 1, 1, String.valueOf(e.getMessage()));
      return new Reading(null, List.of(problem), new Contents(contents));
    }
  }

  /** What cannot be made ready to be asked is found here, and not by what decides traces. */
  private static void bind(RuleSet rules) {
    var names = new AttributeNames();
    try {
      Decider bound = rules.bind(names);
      Shadows unused = rules.shadows(bound, names, 1);
    } catch (RuntimeException | StackOverflowError e) {
      throw new IllegalArgumentException("the rules cannot be used: " + e, e);
    }
  }

  private OtherFiles.Text candidate(String name) {
    Path path = file.resolveSibling(name);
    return new OtherFiles.Text(path.toString(), text(path));
  }

  /** What is remembered is what was read, whatever becomes of the file meanwhile. */
  private String text(Path path) {
    try {
      String text = TextFile.read(path);
      contents.put(path, hash(text));
      return text;
    } catch (IllegalArgumentException e) {
      contents.put(path, unreadable(e));
      throw e;
    }
  }

  private static String unreadable(IllegalArgumentException e) {
    return "unreadable: " + e.getMessage();
  }

  private static String hash(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
