// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.traffic;

import com.google.protobuf.InvalidProtocolBufferException;
import io.traceweir.capture.Capture;
import io.traceweir.capture.CaptureException;
import io.traceweir.capture.CapturedRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Requests from files of OTLP, spans and logs in any mixture, in order of their times.
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
    try (Capture capture = Capture.open(file)) {
      while (problems.size() < MAX_PROBLEMS && readNext(capture)) {
        // one request after the other
      }
    } catch (CaptureException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  private boolean readNext(Capture capture) throws UnreadableTrafficException {
    try {
      CapturedRequest captured = capture.next();
      if (captured == null) {
        return false;
      }
      add(captured);
    } catch (CaptureException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    return true;
  }

  private void add(CapturedRequest captured) throws UnreadableTrafficException {
    try {
      Request request = RequestReader.read(captured.signal(), captured.protobuf());
      bytes += request.value().size();
      if (bytes > maxBytes) {
        problems.add(
            captured.place()
                + ": more than "
                + (maxBytes >> 20)
                + " MiB of requests; give Java a larger heap or fewer files");
        throw new UnreadableTrafficException(problems);
      }
      if (request.items() > 0) {
        requests.add(request);
      }
    } catch (InvalidProtocolBufferException e) {
      problems.add(captured.place() + ": no OTLP");
    }
  }
}
