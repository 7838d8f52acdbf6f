// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.ruletest;

import io.traceweir.capture.Capture;
import io.traceweir.capture.CaptureException;
import io.traceweir.capture.CapturedRequest;
import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.rules.testing.TestedTrace;
import io.traceweir.rules.testing.TraceFiles;
import io.traceweir.trace.TraceId;
import io.traceweir.yaml.Problems;
import io.traceweir.yaml.YamlScalar;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Traces in files of OTLP requests, whose names are relative to the test file. */
final class OtlpFiles implements TraceFiles {
  private static final int SHOWN = 3;

  private final Path testFile;

  OtlpFiles(Path testFile) {
    this.testFile = testFile;
  }

  @Override
  public @Nullable TestedTrace read(
      List<YamlScalar> files, @Nullable YamlScalar id, Problems problems) {
    int before = problems.size();
    RecordedTraces traces = new RecordedTraces();
    for (YamlScalar file : files) {
      read(file, traces, problems);
    }
    if (problems.size() > before) {
      return null;
    }
    TraceId chosen =
        id == null ? only(traces, files.get(0), problems) : chosen(traces, id, problems);
    return chosen == null ? null : traces.trace(chosen);
  }

  private void read(YamlScalar file, RecordedTraces traces, Problems problems) {
    try (Capture capture = Capture.open(testFile.resolveSibling(file.text()))) {
      for (CapturedRequest next = capture.next(); next != null; next = capture.next()) {
        if (!traces.add(next)) {
          problems.add(
              file,
              "more than "
                  + (RecordedTraces.MAX_BYTES >> 20)
                  + " MiB of OTLP; keep the one trace that is tested in a file of its own");
          return;
        }
      }
    } catch (CaptureException | MalformedOtlpException | InvalidPathException e) {
      problems.add(file, String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable TraceId only(RecordedTraces traces, YamlScalar file, Problems problems) {
    Set<TraceId> ids = traces.ids();
    if (ids.size() == 1) {
      return ids.iterator().next();
    }
    problems.add(
        file,
        ids.isEmpty()
            ? "there is no trace in it"
            : "there are several traces in it; choose one with `trace_id`: " + shown(ids));
    return null;
  }

  private static @Nullable TraceId chosen(RecordedTraces traces, YamlScalar id, Problems problems) {
    try {
      TraceId chosen = TraceId.ofHex(id.text());
      if (traces.ids().contains(chosen)) {
        return chosen;
      }
      problems.add(id, "this trace is not in the files; in them are " + shown(traces.ids()));
    } catch (IllegalArgumentException e) {
      problems.add(id, "expected a trace id of 32 hex digits, found " + id.describe());
    }
    return null;
  }

  private static String shown(Set<TraceId> ids) {
    String first = ids.stream().limit(SHOWN).map(TraceId::hex).collect(Collectors.joining(", "));
    return ids.isEmpty() ? "none" : ids.size() > SHOWN ? first + ", …" : first;
  }
}
