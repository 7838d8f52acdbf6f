// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;

/** Reads what a worker logs, as JSON lines: the last ones are kept, and its port is found. */
final class WorkerLog {
  private static final int KEPT = 10;
  private static final int LONGEST = 600;
  private static final String SERVING = "health and metrics are served";

  private final JsonFactory json = new JsonFactory();
  private final Deque<String> last = new ArrayDeque<>();
  private OptionalInt port = OptionalInt.empty();

  /** Until its end, in a thread of its own. */
  void follow(InputStream log, String name) {
    Thread reader = new Thread(() -> read(log), name);
    reader.setDaemon(true);
    reader.start();
  }

  private void read(InputStream log) {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(log, UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      // the process was killed
    }
  }

  synchronized void add(String line) {
    last.add(line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " ...");
    if (last.size() > KEPT) {
      last.remove();
    }
    if (port.isEmpty() && line.contains(SERVING)) {
      port = port(line);
    }
  }

  private OptionalInt port(String line) {
    try (JsonParser parser = json.createParser(line)) {
      for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
        if (t == JsonToken.VALUE_NUMBER_INT && "port".equals(parser.currentName())) {
          return OptionalInt.of(parser.getIntValue());
        }
      }
    } catch (IOException e) {
      // no line of the kind
    }
    return OptionalInt.empty();
  }

  /** Where its health is served; empty before it is. */
  synchronized OptionalInt port() {
    return port;
  }

  /** The latest last. */
  synchronized List<String> lastLines() {
    return List.copyOf(last);
  }
}
