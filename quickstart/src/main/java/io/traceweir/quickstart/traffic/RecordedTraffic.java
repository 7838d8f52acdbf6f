// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.traceweir.otlp.JsonSignal;
import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.otlp.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Requests from files of OTLP/JSON lines, spans and logs in any mixture, in order of their times.
 *
 * <p>Everything is read before anything is sent, because files are rarely in the order of time and
 * never of one another; so what they hold has to fit into memory, and a file with mistakes is
 * refused as a whole.
 */
public final class RecordedTraffic {
  private static final int MAX_PROBLEMS = 10;

  private final long maxBytes;
  private final List<Request> requests = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private long bytes;

  /**
   * @param maxBytes of requests, as protobuf
   */
  private RecordedTraffic(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** In order of time; requests of the same time in the order of the files and lines. */
  public static List<Request> read(List<Path> files, long maxBytes)
      throws UnreadableTrafficException {
    RecordedTraffic traffic = new RecordedTraffic(maxBytes);
    for (Path file : files) {
      traffic.read(file);
    }
    if (traffic.problems.isEmpty() && traffic.requests.isEmpty()) {
      files.forEach(file -> traffic.problems.add(file + ": there are no spans or logs in it"));
    }
    if (!traffic.problems.isEmpty()) {
      throw new UnreadableTrafficException(traffic.problems);
    }
    traffic.requests.sort(Comparator.comparingLong(Request::timeMillis));
    return traffic.requests;
  }

  private void read(Path file) throws UnreadableTrafficException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader = new BufferedReader(new InputStreamReader(plain, UTF_8))) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank() && problems.size() < MAX_PROBLEMS) {
          read(file + ":" + number + ": ", line.getBytes(UTF_8));
        }
      }
    } catch (NoSuchFileException e) {
      problems.add(file + ": no such file");
    } catch (IOException e) {
      problems.add(file + ": cannot be read: " + e.getMessage());
    }
  }

  private void read(String place, byte[] line) throws UnreadableTrafficException {
    try {
      Signal signal = JsonSignal.of(line).orElse(null);
      if (signal == null) {
        problems.add(place + Unreadable.unknown(line));
        return;
      }
      Request request = RequestReader.read(signal, OtlpJson.toProtobuf(signal, line));
      bytes += request.value().size();
      if (bytes > maxBytes) {
        problems.add(
            place
                + "more than "
                + (maxBytes >> 20)
                + " MiB of requests; give Java a larger heap or fewer files");
        throw new UnreadableTrafficException(problems);
      }
      if (request.items() > 0) {
        requests.add(request);
      }
    } catch (MalformedOtlpException e) {
      problems.add(place + Unreadable.request(line, e));
    } catch (InvalidProtocolBufferException e) {
      problems.add(place + "no OTLP");
    }
  }
}
