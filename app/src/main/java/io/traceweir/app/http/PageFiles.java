// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** The files of the page, and nothing else, from the class path. */
final class PageFiles {
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private static final Map<String, String> TYPES =
      Map.of(
          "index.html", "text/html; charset=utf-8",
          "style.css", "text/css; charset=utf-8",
          "icon.svg", "image/svg+xml",
          "app.js", SCRIPT,
          "dom.js", SCRIPT,
          "layout.js", SCRIPT,
          "map.js", SCRIPT,
          "services.js", SCRIPT,
          "rules.js", SCRIPT,
          "decisions.js", SCRIPT);

  private PageFiles() {}

  static Optional<Reply> find(String path) {
    String name = path.equals("/") ? "index.html" : path.substring(1);
    String type = TYPES.get(name);
    return type == null ? Optional.empty() : Optional.of(new Reply(200, type, read(name)));
  }

  private static byte[] read(String name) {
    try (InputStream in = PageFiles.class.getResourceAsStream("page/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the program");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
