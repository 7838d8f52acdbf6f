// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.door;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.CodedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.zip.GZIPOutputStream;

/** Sends requests of all kinds to a door: well-made ones, and bytes as they are. */
final class Client {
  static final String PROTOBUF = "application/x-protobuf";
  static final String JSON = "application/json";

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  Client(int port) {
    this.port = port;
  }

  HttpResponse<byte[]> post(String path, String type, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    return socket;
  }

  /** A head as HTTP/1.1 wants it. */
  static byte[] head(String... lines) {
    return (String.join("\r\n", lines) + "\r\nHost: localhost\r\n\r\n").getBytes(ISO_8859_1);
  }

  /** Everything that is answered until the head's end; the first line of it. */
  static String statusLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The message of a {@code google.rpc.Status}; fails when the body is no such thing. */
  static String statusMessage(byte[] protobuf) {
    try {
      CodedInputStream in = CodedInputStream.newInstance(protobuf);
      if (in.readTag() != 8 || in.readInt32() <= 0 || in.readTag() != 18) {
        throw new AssertionError("no google.rpc.Status");
      }
      String message = in.readString();
      if (!in.isAtEnd()) {
        throw new AssertionError("more than a google.rpc.Status");
      }
      return message;
    } catch (IOException e) {
      throw new AssertionError("no google.rpc.Status", e);
    }
  }
}
