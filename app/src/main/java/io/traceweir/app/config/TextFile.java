// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a file that somebody named, and says in a sentence why that is not possible. */
public final class TextFile {

  private static final long MAX_BYTES = 16L << 20;

  private TextFile() {}

  /** Refuses with an {@link IllegalArgumentException} whose message is for the user. */
  public static String read(Path path) {
    try {
      if (Files.isDirectory(path)) {
        throw new IllegalArgumentException(path + " is a folder, not a file");
      }
      if (Files.size(path) > MAX_BYTES) {
        throw new IllegalArgumentException(path + " is larger than 16 MiB");
      }
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no file " + path, e);
    } catch (AccessDeniedException e) {
      throw new IllegalArgumentException(path + " may not be read by this user", e);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(path + " is not UTF-8 text", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + path + ": " + e.getMessage(), e);
    }
  }
}
