// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Where a graph is read from: an instance that runs, a file, or standard input. */
final class GraphSource {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String PATH = "/api/v1/graph";
  private static final int MAX_BYTES = 512 * 1024 * 1024;

  private final String from;
  private final @Nullable String token;
  private final InputStream standardInput;

  GraphSource(String from, @Nullable String token, InputStream standardInput) {
    this.from = from;
    this.token = token;
    this.standardInput = standardInput;
  }

  byte[] read() throws InterruptedException {
    if (from.startsWith("http://") || from.startsWith("https://")) {
      return ask(uri());
    }
    NamedFiles.requireInput(List.of(Path.of(from)));
    try (InputStream in = from.equals("-") ? standardInput : Files.newInputStream(Path.of(from))) {
      return unpacked(in);
    } catch (IOException e) {
      throw new CommandException(ExitCode.FINDINGS, from + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static byte[] unpacked(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw);
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    byte[] bytes = (gzip ? new GZIPInputStream(in) : in).readNBytes(MAX_BYTES);
    if (bytes.length == MAX_BYTES) {
      throw new IOException("it is larger than " + MAX_BYTES / 1024 / 1024 + " MiB");
    }
    return bytes;
  }

  private URI uri() {
    try {
      if (URI.create(from).getHost() == null) {
        throw new IllegalArgumentException("no host");
      }
      String base = from.endsWith("/") ? from.substring(0, from.length() - 1) : from;
      return URI.create(base.endsWith(PATH) ? base : base + PATH);
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          ExitCode.USAGE, "--from: " + from + " is no address such as http://127.0.0.1:8081", e);
    }
  }

  private byte[] ask(URI uri) throws InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
    if (token != null && !token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    HttpResponse<byte[]> response;
    try {
      response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNREACHABLE,
          "nobody answers at "
              + uri
              + "; is Traceweir running there, and http.api not off? --from reads another address, or"
              + " a file",
          e);
    }
    return switch (response.statusCode()) {
      case 200 -> response.body();
      case 401 ->
          throw new CommandException(
              ExitCode.FINDINGS,
              uri
                  + " asks for a token that is right: --token, or TRACEWEIR_TOKEN in the environment");
      default ->
          throw new CommandException(
              ExitCode.FINDINGS,
              uri + " answers " + response.statusCode() + ": that is not Traceweir's API");
    };
  }
}
