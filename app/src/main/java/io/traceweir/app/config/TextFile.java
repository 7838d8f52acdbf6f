// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file that somebody named, and says in a sentence why that is not possible. */
public final class TextFile {

  private static final long MAX_BYTES = 16L << 20;

  private TextFile() {}

  /** Refuses with an {@link IllegalArgumentException} whose message is for the user. */
  public static String read(Path path) {
    Optional<String> obstacle = obstacle(path);
    if (obstacle.isPresent()) {
      throw new IllegalArgumentException(obstacle.get());
    }
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new IllegalArgumentException(path + " is larger than 16 MiB");
      }
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(path + " is not UTF-8 text", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  /** Why a file cannot be read, whatever is in it. */
  public static Optional<String> obstacle(Path path) {
    if (Files.isDirectory(path)) {
      return Optional.of(path + " is a folder, not a file");
    }
    if (Files.notExists(path)) {
      return Optional.of("there is no file " + path);
    }
    return Files.isReadable(path)
        ? Optional.empty()
        : Optional.of(path + " may not be read by this user");
  }
}
