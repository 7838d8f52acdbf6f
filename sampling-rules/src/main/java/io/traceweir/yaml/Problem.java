// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.yaml;

/** One thing that is wrong in a file, and what was expected there; line and column count from 1. */
public record Problem(String file, int line, int column, String message) {

  static Problem at(Position position, String message) {
    return new Problem(position.file(), position.line(), position.column(), message);
  }

  public Position position() {
    return new Position(file, line, column);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + message;
  }
}
