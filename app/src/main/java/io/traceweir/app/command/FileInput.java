// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import io.traceweir.app.simulate.Intake;
import io.traceweir.app.simulate.Problems;
import io.traceweir.app.simulate.Simulation;
import io.traceweir.capture.Capture;
import io.traceweir.capture.CaptureException;
import io.traceweir.capture.Piece;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Reads files one after the other, a request at a time. */
final class FileInput {
  private final List<String> files;
  private final InputStream standardInput;
  private long total;
  private long before;

  FileInput(List<String> files, InputStream standardInput) {
    this.files = files;
    this.standardInput = standardInput;
  }

  /** All of them; what is broken is noted, and what can be read is taken. */
  void read(Intake intake, Problems problems, Simulation.Watch watch) throws InterruptedException {
    files.forEach(file -> total += Path.of(file).toFile().length());
    for (String file : files) {
      try (Capture capture = Capture.open(file, standardInput)) {
        read(capture, intake, problems, watch);
        before += capture.position();
      } catch (CaptureException e) {
        throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
      }
    }
  }

  private void read(Capture capture, Intake intake, Problems problems, Simulation.Watch watch)
      throws InterruptedException {
    boolean over = false;
    while (!over) {
      try {
        Piece piece = capture.nextPiece();
        over = piece == null;
        if (piece != null) {
          intake.add(piece);
          watch.at("reading", (double) (before + capture.position()) / Math.max(1, total));
        }
      } catch (CaptureException e) {
        problems.broken(String.valueOf(e.getMessage()));
      }
    }
  }
}
