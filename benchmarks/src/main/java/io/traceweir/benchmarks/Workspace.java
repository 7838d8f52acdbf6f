// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory of one run and the processes that work in it; both go when it is closed. */
final class Workspace implements AutoCloseable {
  private final Path directory;
  private final List<AutoCloseable> processes = new ArrayList<>();
  private final Thread atExit = new Thread(this::clear, "clear");
  private boolean cleared;

  private Workspace(Path directory) {
    this.directory = directory;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * @param parent null for the system's directory of temporary files
   */
  static Workspace create(@Nullable Path parent) throws IOException {
    String prefix = "traceweir-bench-";
    if (parent == null) {
      return new Workspace(Files.createTempDirectory(prefix));
    }
    Files.createDirectories(parent);
    return new Workspace(Files.createTempDirectory(parent, prefix));
  }

  Path directory() {
    return directory;
  }

  Path file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  /** Closes it before the directory goes; the last one first. */
  synchronized <T extends AutoCloseable> T closing(T process) {
    processes.add(0, process);
    return process;
  }

  private synchronized void clear() {
    if (cleared) {
      return;
    }
    cleared = true;
    for (AutoCloseable process : processes) {
      try {
        process.close();
      } catch (Exception e) {
        throw new IllegalStateException("a process did not end", e);
      }
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(Workspace::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    clear();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // the JVM is on its way out already
      return;
    }
  }
}
