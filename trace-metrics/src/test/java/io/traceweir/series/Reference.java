// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.otlp.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Captured data and recorded results that are no part of this project: the folder named by the
 * environment variable TRACEWEIR_REFERENCE, with {@code data} and {@code golden} in it.
 */
final class Reference {
  static final String VARIABLE = "TRACEWEIR_REFERENCE";

  private Reference() {}

  /** Skips the test, saying why, where the folder is not given. */
  static Path folder() {
    String folder = System.getenv(VARIABLE);
    assumeThat(folder)
        .as("environment variable %s names the folder with data/ and golden/", VARIABLE)
        .isNotNull();
    return Path.of(folder);
  }

  static List<byte[]> requests(Path jsonLines) {
    return lines(jsonLines).stream().filter(line -> !line.isBlank()).map(Reference::read).toList();
  }

  private static byte[] read(String json) {
    try {
      return OtlpJson.toProtobuf(Signal.SPANS, json.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedOtlpException e) {
      throw new AssertionError(e);
    }
  }

  /** Lines of a file beside this class, without comments. */
  static List<String> resource(String name) {
    URL url = Reference.class.getResource(name);
    if (url == null) {
      throw new AssertionError(name + " is missing");
    }
    try {
      return lines(Path.of(url.toURI())).stream().filter(line -> !line.startsWith("#")).toList();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static List<String> lines(Path file) {
    try (InputStream in = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
