// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs Jazzer, a fuzzer that is guided by coverage, on one target: a class with {@code public
 * static void fuzzerTestOneInput(byte[])}. Each run has a JVM of its own, since the fuzzer
 * instruments what is loaded and ends its process. Jazzer has to be on the class path.
 *
 * <p>The system property {@value #SECONDS} says how long, 10 s when it is not there, not at all
 * when it is 0. Inputs that were found by chance stay in {@code target/fuzz}, so that a long run
 * can be continued; those that a defect was found with belong into {@code src/test/resources/fuzz},
 * whence every run begins.
 */
public final class Fuzzing {
  public static final String SECONDS = "fuzz.seconds";

  private static final Duration GRACE = Duration.ofMinutes(10);
  private static final int LONGEST_INPUT = 4_096;
  private static final int LINES_SHOWN = 60;

  /** Places in the code, as Jazzer counts them; less is hardly more than a constructor. */
  private static final int LEAST_COVERED = 50;

  private static final Pattern EXECUTED =
      Pattern.compile("stat::number_of_executed_units:\\s+(\\d+)");
  private static final Pattern COVERED = Pattern.compile("cov: (\\d+)");

  private final Class<?> target;
  private final Path corpus;
  private final Path log;
  private int seedCount;

  private Fuzzing(Class<?> target) {
    Path folder = Path.of("target", "fuzz").toAbsolutePath();
    this.target = target;
    this.corpus = folder.resolve(target.getSimpleName());
    this.log = folder.resolve(target.getSimpleName() + ".log");
  }

  private static Duration time() {
    return Duration.ofSeconds(Integer.getInteger(SECONDS, 10));
  }

  /**
   * Fuzzes targets, two at a time.
   *
   * @param targets with inputs to begin with, besides those of earlier findings
   * @throws AssertionError when an input broke one, with the input's file
   */
  public static void verify(Map<Class<?>, List<byte[]>> targets) {
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> runs = new ArrayList<>();
      targets.forEach((target, seeds) -> runs.add(two.submit(() -> verify(target, seeds))));
      for (Future<?> run : runs) {
        run.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause() == null ? "" : e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      two.shutdownNow();
    }
  }

  private static void verify(Class<?> target, List<byte[]> seeds) {
    if (time().isZero()) {
      return;
    }
    try {
      var fuzzing = new Fuzzing(target);
      fuzzing.plant(seeds);
      fuzzing.run();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("the fuzzer of " + target.getName() + " did not run", e);
    }
  }

  /**
   * Gives a target what found a defect once.
   *
   * @return how many inputs there are
   */
  public static int replay(Class<?> target) {
    List<Path> findings = findings(target);
    for (Path finding : findings) {
      try {
        Object input = Files.readAllBytes(finding);
        target.getMethod("fuzzerTestOneInput", byte[].class).invoke(null, input);
      } catch (IOException | ReflectiveOperationException e) {
        throw new AssertionError("broken again by " + finding, e);
      }
    }
    return findings.size();
  }

  private static List<Path> findings(Class<?> target) {
    Path folder = findingsFolder(target);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new AssertionError("no access to " + folder, e);
    }
  }

  private static Path findingsFolder(Class<?> target) {
    return Path.of("src", "test", "resources", "fuzz", target.getSimpleName()).toAbsolutePath();
  }

  private void plant(List<byte[]> seeds) throws IOException {
    seedCount = seeds.size();
    Files.createDirectories(corpus);
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(corpus.resolve("seed-" + i), seeds.get(i));
    }
  }

  private void run() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(time().plus(GRACE).toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(target.getName() + " does not end; its log is " + log);
      }
    } finally {
      process.destroyForcibly();
    }
    String said = Files.readString(log, StandardCharsets.UTF_8);
    if (process.exitValue() != 0) {
      throw new AssertionError(failure(said));
    }
    if (last(EXECUTED, said) < seedCount || last(COVERED, said) < LEAST_COVERED) {
      throw new AssertionError(target.getName() + " came to next to nothing; its log is " + log);
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + target.getName());
    command.add("--instrumentation_includes=io.traceweir.**");
    command.add("--custom_hook_excludes=**"); // its detectors look for what nothing here does
    command.add("--reproducer_path=" + corpus.getParent());
    command.add(
        "-artifact_prefix=" + corpus.getParent() + File.separator + target.getSimpleName() + "-");
    command.add("-max_total_time=" + time().toSeconds());
    command.add("-max_len=" + LONGEST_INPUT);
    command.add("-timeout=300"); // seconds for one input; the first one may start a whole pipeline
    command.add("-rss_limit_mb=0"); // the heap has a limit of its own
    command.add("-print_final_stats=1");
    command.add(corpus.toString());
    if (!findings(target).isEmpty()) {
      command.add(findingsFolder(target).toString());
    }
    return command;
  }

  private String failure(String said) {
    List<String> lines = said.lines().toList();
    return target.getName()
        + " failed. Mend it, and keep the input that the log names in "
        + findingsFolder(target)
        + ". The end of "
        + log
        + ":\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
  }

  private static long last(Pattern pattern, String said) {
    Matcher matcher = pattern.matcher(said);
    long last = 0;
    while (matcher.find()) {
      last = Long.parseLong(matcher.group(1));
    }
    return last;
  }
}
