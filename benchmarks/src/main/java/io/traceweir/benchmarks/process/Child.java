// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A Java process of this program that does what it is told and ends with this one. */
public final class Child implements AutoCloseable {
  private static final int SECONDS_TO_END = 20;
  private static final int LINES_OF_TROUBLE = 12;

  private final String name;
  private final Process process;
  private final PrintStream to;
  private final BufferedReader from;
  private final Path log;
  private final Answer ready;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.to = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    this.from = process.inputReader(StandardCharsets.UTF_8);
    this.ready = answer(progress -> {});
  }

  /** What starts a process. */
  public record Start(Class<?> main, List<String> javaOptions, List<String> arguments) {
    public Start {
      javaOptions = List.copyOf(javaOptions);
      arguments = List.copyOf(arguments);
    }
  }

  /** Returns when it is ready for orders. What it logs goes to a file in the directory. */
  public static Child start(String name, Start start, Path directory) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(start.javaOptions());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), start.main().getName()));
    command.addAll(start.arguments());
    Path log = directory.resolve(name + ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.to(log.toFile()))
              .start();
      return new Child(name, process, log);
    } catch (IOException e) {
      throw new UncheckedIOException("the " + name + " process does not start", e);
    }
  }

  /** What it said when it was ready. */
  public Answer ready() {
    return ready;
  }

  /** Gives an order and waits until it is done. */
  public Answer tell(String order, Map<String, ?> details, Consumer<Answer> progress) {
    Answer words = new Answer(Map.of());
    for (Map.Entry<String, ?> detail : details.entrySet()) {
      words = words.and(detail.getKey(), detail.getValue());
    }
    to.println(order + words.line());
    return answer(progress);
  }

  public Answer tell(String order) {
    return tell(order, Map.of(), progress -> {});
  }

  private Answer answer(Consumer<Answer> progress) {
    try {
      for (String line = from.readLine(); line != null; line = from.readLine()) {
        if (line.startsWith(Orders.PROGRESS)) {
          progress.accept(Answer.parse(line));
        } else if (line.startsWith(Orders.DONE)) {
          return Answer.parse(line);
        } else if (line.startsWith(Orders.FAILED)) {
          throw new IllegalStateException(
              "the " + name + " failed: " + line.substring(Orders.FAILED.length()).strip());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("the " + name + " process ended:\n" + trouble());
  }

  private String trouble() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(0, Math.min(lines.size(), LINES_OF_TROUBLE)));
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    to.close();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
