// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Starts workers with one configuration, each with a name and a state folder of its own. */
public final class WorkerFolders implements Worker.Launcher {
  /** The environment variable that a configuration asks for its worker's name. */
  public static final String VARIABLE = "TRACEWEIR_WORKER";

  private final Path config;
  private final Path states;

  /**
   * @param states holds a folder for each worker, with its name
   */
  public WorkerFolders(Path config, Path states) {
    this.config = config;
    this.states = states;
  }

  /** Of a worker, in the group too. */
  public static String name(int number) {
    return "worker-" + number;
  }

  @Override
  public Worker launch(int number) throws WorkerFailedException {
    return WorkerProcess.start(name(number), VARIABLE, config);
  }

  @Override
  public void loseState(int number) throws WorkerFailedException {
    Path state = states.resolve(name(number));
    if (!Files.exists(state)) {
      return;
    }
    try (Stream<Path> all = Files.walk(state)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new WorkerFailedException("cannot delete " + state + ": " + e.getMessage(), e);
    }
  }
}
